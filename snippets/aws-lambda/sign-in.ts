import { convertToRecipeUserId } from "supertokens-node";
import { createNewSession } from "supertokens-node/recipe/session";
import { type GatewayEvent, headerOf, prefersJson, queryOf, type Result } from "./event.ts";
import { safeRedirectBack } from "./redirect-back.ts";
import { json, redirect, text } from "./responses.ts";
import { setRoles } from "./users.ts";

/** The only type of body that this reads: a form in UTF-8. */
const formType = /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/**
 * A placeholder for your own sign-in: it accepts every name. same-origin.ts runs before it.
 */
export async function signIn(event: GatewayEvent): Promise<Result> {
  if (!formType.test(headerOf(event, "content-type") ?? "")) return text("Send a form", 415);
  // An HTTP API sends a form in base64; `readable` has decoded it.
  const form = new URLSearchParams(event.body ?? "");
  const user = form.get("user");
  const role = form.get("role");
  if (!user) return text("Who are you?", 400);
  setRoles(user, role ? [role] : []);

  await createNewSession(event, event, "public", convertToRecipeUserId(user));

  const query = new URLSearchParams(queryOf(event));
  const redirectBack = safeRedirectBack(query.get("redirectBack"));
  // The front end requests JSON: its SDK needs the headers of the response, and fetch hides
  // those of a redirect.
  if (prefersJson(event)) return json({ redirectBack });
  return redirect(redirectBack, 303);
}
