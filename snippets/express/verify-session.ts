import type { Request, Response } from "express";
import { getSession } from "supertokens-node/recipe/session";
import { page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

export async function dashboard(req: Request, res: Response): Promise<void> {
  try {
    const session = await getSession(req, res, pageLoad);
    res.send(page("Dashboard", `Signed in as ${session.getUserId()}`));
  } catch (error) {
    handleSessionError(error, req, res);
  }
}
