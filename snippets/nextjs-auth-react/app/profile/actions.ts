"use server";

import { componentCookies } from "../../lib/component-cookies";
import { ssr, userOf } from "../../lib/ssr";

/** A greeting, or why there is none: the session has expired, or is invalid. */
export async function greet(): Promise<string> {
  const { status, session } = await ssr.getServerActionSessionWithoutClaimValidation(
    await componentCookies(),
  );
  if (status !== "valid") return status;
  const userId = userOf(session);
  return userId ? `Hello, ${userId}` : "invalid";
}
