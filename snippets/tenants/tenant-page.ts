import type { Request, Response } from "express";
import { Error as SuperTokensError } from "supertokens-node";
import { getSession, Error as SessionError } from "supertokens-node/recipe/session";
import { page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { redirectToRefresh } from "./refresh.ts";

/** A page below /tenants/:tenant, for users of that tenant only. */
export async function tenantPage(req: Request, res: Response): Promise<void> {
  try {
    const session = await getSession(req, res, pageLoad);
    // The tenants of an app share its signing keys: a session of one verifies on the pages of
    // every other. `tId` in the access token names the tenant where it started.
    if (session.getTenantId() !== req.params.tenant) {
      res.status(403).send(page("Not allowed", "You are signed in to another organisation"));
      return;
    }
    res.send(page("Dashboard", `Signed in as ${session.getUserId()}`));
  } catch (error) {
    if (!needsRefresh(error)) throw error;
    redirectToRefresh(req, res);
  }
}

function needsRefresh(error: unknown): boolean {
  return (
    SuperTokensError.isErrorFromSuperTokens(error) &&
    (error.type === SessionError.TRY_REFRESH_TOKEN || error.type === SessionError.UNAUTHORISED)
  );
}
