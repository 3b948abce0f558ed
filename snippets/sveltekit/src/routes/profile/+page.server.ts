import { fail } from "@sveltejs/kit";
import { sessionOf } from "../../lib/server/verify-session.ts";
import type { Actions, PageServerLoad } from "./$types";

/** Stands for your own database. */
const nicknames = new Map<string, string>();

export const load: PageServerLoad = ({ locals }) => {
  const userId = sessionOf(locals).getUserId();
  return { userId, nickname: nicknames.get(userId) };
};

export const actions: Actions = {
  /** The hook has verified the session, and that the request comes from a page of this app. */
  default: async ({ locals, request }) => {
    const nickname = (await request.formData()).get("nickname");
    if (typeof nickname !== "string" || !nickname) return fail(400);
    nicknames.set(sessionOf(locals).getUserId(), nickname.slice(0, 30));
  },
};
