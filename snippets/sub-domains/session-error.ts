import type { Request, Response } from "express";
import { Error as SuperTokensError } from "supertokens-node";
import { Error as SessionError } from "supertokens-node/recipe/session";
import { isNavigation } from "./is-navigation.ts";

/**
 * Responds to what getSession throws on a page; rethrows every other error.
 *
 * TRY_REFRESH_TOKEN and UNAUTHORISED both lead to the refresh page: only a failed
 * refresh makes the front end drop a session that it may still assume.
 */
export function handleSessionError(error: unknown, req: Request, res: Response): void {
  if (!SuperTokensError.isErrorFromSuperTokens(error)) throw error;
  const { TRY_REFRESH_TOKEN, UNAUTHORISED, INVALID_CLAIMS } = SessionError;
  const isInvalidClaim = error.type === INVALID_CLAIMS;
  if (
    error.type === TRY_REFRESH_TOKEN ||
    error.type === UNAUTHORISED ||
    // The session started before the claim existed: the refresh adds the claim.
    (isInvalidClaim && isMissing(error.payload))
  ) {
    // Only a page load has a use for the refresh page.
    if (!isNavigation(req)) return void res.status(401).json({ message: "try refresh token" });
    const query = new URLSearchParams({ redirectBack: req.originalUrl });
    res.redirect(302, `/refresh-session?${query}`);
  } else if (isInvalidClaim) {
    // The session is valid but lacks a claim that this page requires. A refresh would not
    // change that.
    res.status(403).type("text").send("Your account cannot open this page");
  } else {
    throw error;
  }
}

/** Whether one of the failed claims is missing from the access token. */
function isMissing(failed: { reason?: { message?: string } }[]): boolean {
  return failed.some(({ reason }) => reason?.message === "value does not exist");
}
