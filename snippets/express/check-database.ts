import type { Request, Response } from "express";
import { getSession } from "supertokens-node/recipe/session";
import { page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

/**
 * Calls the core on every request: a revoked session ends at once, not only when its access
 * token expires.
 */
export async function dashboardChecked(req: Request, res: Response): Promise<void> {
  try {
    const session = await getSession(req, res, { ...pageLoad, checkDatabase: true });
    res.send(page("Dashboard", `Signed in as ${session.getUserId()}`));
  } catch (error) {
    handleSessionError(error, req, res);
  }
}
