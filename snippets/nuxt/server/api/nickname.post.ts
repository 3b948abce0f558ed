import { createError, defineEventHandler, readFormData } from "h3";
import { nicknames } from "../lib/nicknames.ts";
import { visitorOf } from "../lib/visitor.ts";

/** The middleware has verified the session, and that a page of this app sends the request. */
export default defineEventHandler(async (event) => {
  const { userId } = visitorOf(event);
  const nickname = (await readFormData(event)).get("nickname");
  if (typeof nickname !== "string" || !nickname) throw createError({ statusCode: 400 });
  nicknames.set(userId, nickname.slice(0, 30));
  return { nickname: nicknames.get(userId) };
});
