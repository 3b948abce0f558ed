import type { Request, Response } from "express";
import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "./claims.ts";
import { page } from "./page.ts";
import { pageLoad, withoutFetching } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

export async function admin(req: Request, res: Response): Promise<void> {
  try {
    const session = await getSession(req, res, {
      ...pageLoad,
      // Adds to the global validators and keeps them: other recipes have validators there.
      overrideGlobalClaimValidators: (validators) =>
        withoutFetching([...validators, RolesClaim.validators.includes("admin")]),
    });
    res.send(page("Admin", `${session.getUserId()} is an admin`));
  } catch (error) {
    handleSessionError(error, req, res);
  }
}
