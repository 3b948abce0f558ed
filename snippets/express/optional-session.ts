import type { Request, Response } from "express";
import { getSession } from "supertokens-node/recipe/session";
import { page } from "./page.ts";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

export async function welcome(req: Request, res: Response): Promise<void> {
  try {
    const session = await getSession(req, res, { ...pageLoad, sessionRequired: false });
    res.send(page("Welcome", session ? `Hello again, ${session.getUserId()}` : "Hello, guest"));
  } catch (error) {
    // An expired access token still throws TRY_REFRESH_TOKEN: the visitor may be signed
    // in, so the refresh page comes first.
    handleSessionError(error, req, res, { optional: true });
  }
}
