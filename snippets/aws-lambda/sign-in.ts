import { convertToRecipeUserId } from "supertokens-node";
import { createNewSession } from "supertokens-node/recipe/session";
import { json, redirect, text } from "./answer.ts";
import { type GatewayEvent, headerOf, prefersJson, queryOf, type Result } from "./event.ts";
import { safeRedirectBack } from "./redirect-back.ts";
import { setRoles } from "./users.ts";

/** Stands for your own sign-in: it believes whoever they say they are. */
export async function signIn(event: GatewayEvent): Promise<Result> {
  // A form on a foreign site could sign the visitor in as somebody else.
  if (headerOf(event, "sec-fetch-site") === "cross-site") return text("Not from here", 403);
  // An HTTP API sends a form in base64; `readable` has decoded it.
  const form = new URLSearchParams(event.body ?? "");
  const user = form.get("user");
  const role = form.get("role");
  if (!user) return text("Who are you?", 400);
  setRoles(user, role ? [role] : []);

  await createNewSession(event, event, "public", convertToRecipeUserId(user));

  const query = new URLSearchParams(queryOf(event));
  const redirectBack = safeRedirectBack(query.get("redirectBack"));
  // The front end asks for JSON: it has to see the answer's headers, and fetch hides those
  // of a redirect.
  if (prefersJson(event)) return json({ redirectBack });
  return redirect(redirectBack, 303);
}
