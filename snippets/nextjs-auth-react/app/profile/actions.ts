"use server";

import { headers } from "next/headers";
import { userOf } from "../../lib/access-token";
import { componentCookies } from "../../lib/component-cookies";
import { isOwn } from "../../lib/same-origin";
import { ssr } from "../../lib/ssr";

/**
 * A greeting, or why there is none: the session has expired, or is invalid. Every page accepts
 * a call of this action, including a page that the proxy does not match, so the action
 * verifies for itself. A revoked session passes until its access token expires.
 */
export async function greet(): Promise<string> {
  if (!isOwn(await headers())) return "invalid";
  const cookies = await componentCookies();
  const { status, session } = await ssr.getServerActionSessionWithoutClaimValidation(cookies);
  if (status !== "valid") return status;
  const userId = userOf(session, cookies);
  return userId ? `Hello, ${userId}` : "invalid";
}
