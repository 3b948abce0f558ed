"use server";

import { pageSession } from "../../lib/page-session";

/** Stands for your own database. */
const nicknames = new Map<string, string>();

/**
 * Gives the user a nickname; undefined without a valid session. An action is an API route:
 * anybody can call it, from any page, so it verifies by itself.
 */
export async function rename(form: FormData): Promise<string | undefined> {
  const userId = (await pageSession())?.sub;
  const nickname = form.get("nickname");
  if (!userId || typeof nickname !== "string") return undefined;
  nicknames.set(userId, nickname.slice(0, 30));
  return nicknames.get(userId);
}
