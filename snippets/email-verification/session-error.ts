import type { Request, Response } from "express";
import { Error as SuperTokensError } from "supertokens-node";
import { EmailVerificationClaim } from "supertokens-node/recipe/emailverification";
import { Error as SessionError } from "supertokens-node/recipe/session";
import { page } from "./page.ts";
import { redirectToRefresh } from "./refresh.ts";

/** Responds to what getSession throws on a page; rethrows every other error. */
export function handleSessionError(error: unknown, req: Request, res: Response): void {
  if (!SuperTokensError.isErrorFromSuperTokens(error)) throw error;
  switch (error.type) {
    case SessionError.TRY_REFRESH_TOKEN:
    case SessionError.UNAUTHORISED:
      redirectToRefresh(req, res);
      break;
    case SessionError.INVALID_CLAIMS:
      claimFailed(error.payload, req, res);
      break;
    default:
      throw error;
  }
}

/**
 * A failed claim leads to the page where the visitor can satisfy it, and never to the
 * refresh page: a refresh brings the same claim again.
 */
function claimFailed(failed: { id: string }[], req: Request, res: Response): void {
  if (failed.some(({ id }) => id === EmailVerificationClaim.key)) {
    // This page offers a link by e-mail. Its script calls the API, which checks whether
    // the e-mail address is verified and puts the claim into the session.
    const query = new URLSearchParams({ redirectToPath: req.originalUrl });
    res.redirect(302, `/auth/verify-email?${query}`);
  } else {
    res.status(403).send(page("Not allowed", "Your account cannot open this page"));
  }
}
