"use server";

import { actionSession } from "../../lib/action-session";

/** A placeholder for your own database. */
const nicknames = new Map<string, string>();

/**
 * Gives the user a nickname; undefined without a valid session. Every page accepts a call of
 * this action, including a page that the proxy leaves open to everyone, so the action verifies
 * for itself.
 */
export async function rename(form: FormData): Promise<string | undefined> {
  const session = await actionSession();
  const nickname = form.get("nickname");
  if (!session || typeof nickname !== "string") return undefined;
  const userId = session.getUserId();
  nicknames.set(userId, nickname.slice(0, 30));
  return nicknames.get(userId);
}
