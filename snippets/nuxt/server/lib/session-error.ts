import type { H3Event } from "h3";
import { Error as SuperTokensError } from "supertokens-node";
import { Error as SessionError } from "supertokens-node/recipe/session";
import { messagePage } from "./message-page.ts";
import { isPageLoad, redirectToRefresh } from "./refresh.ts";

/**
 * The response to what getSession throws for a page; rethrows every other error.
 *
 * TRY_REFRESH_TOKEN and UNAUTHORISED both lead to the refresh page. With TRY_REFRESH_TOKEN
 * the access token has expired, and the refresh page gets a new one. With UNAUTHORISED there
 * is no session: the refresh fails, and only a failed refresh makes the front end drop a
 * session that it may still assume. Sent straight to the login page, the visitor could be
 * redirected back forever.
 */
export function handleSessionError(
  error: unknown,
  event: H3Event,
  options?: { optional?: boolean },
): Response {
  if (needsRefresh(error)) return redirectToRefresh(event, options);
  if (!isInvalidClaim(error)) throw error;
  // The session is valid but lacks a claim that this page requires. A refresh would not
  // change that.
  const text = "Your account cannot open this page";
  if (isPageLoad(event)) return messagePage(403, "Not allowed", text);
  return Response.json({ message: text }, { status: 403 });
}

function needsRefresh(error: unknown): boolean {
  if (!SuperTokensError.isErrorFromSuperTokens(error)) return false;
  const { TRY_REFRESH_TOKEN, UNAUTHORISED } = SessionError;
  if (error.type === TRY_REFRESH_TOKEN || error.type === UNAUTHORISED) return true;
  // The session started before the claim existed: the refresh adds the claim.
  return isInvalidClaim(error) && isMissing(error.payload);
}

function isInvalidClaim(error: unknown): boolean {
  return (
    SuperTokensError.isErrorFromSuperTokens(error) && error.type === SessionError.INVALID_CLAIMS
  );
}

/** Whether one of the failed claims is missing from the access token. */
function isMissing(failed: { reason?: { message?: string } }[]): boolean {
  return failed.some(({ reason }) => reason?.message === "value does not exist");
}
