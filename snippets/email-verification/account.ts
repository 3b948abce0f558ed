import type { Request, Response } from "express";
import { getSession } from "supertokens-node/recipe/session";
import { page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

/** A page for users with a verified e-mail address, which the global validator requires. */
export async function account(req: Request, res: Response): Promise<void> {
  try {
    const session = await getSession(req, res, pageLoad);
    res.send(page("Account", `Signed in as ${session.getUserId()}`));
  } catch (error) {
    handleSessionError(error, req, res);
  }
}
