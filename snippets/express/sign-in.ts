import type { Request, Response } from "express";
import { convertToRecipeUserId } from "supertokens-node";
import { createNewSession } from "supertokens-node/recipe/session";
import { safeRedirectBack } from "./redirect-back.ts";
import { setRoles } from "./users.ts";

/**
 * A placeholder for your own sign-in: it accepts every name. same-origin.ts runs before it.
 */
export async function signIn(req: Request, res: Response): Promise<void> {
  const { user, role } = req.body ?? {};
  if (typeof user !== "string" || !user) return void res.status(400).send("Who are you?");
  setRoles(user, typeof role === "string" && role ? [role] : []);

  await createNewSession(req, res, "public", convertToRecipeUserId(user));

  const redirectBack = safeRedirectBack(req.query.redirectBack);
  // The front end requests JSON: its SDK needs the headers of the response, and fetch hides
  // those of a redirect.
  if (req.accepts(["json", "html"]) === "json") res.json({ redirectBack });
  else res.redirect(303, redirectBack);
}
