import type { Config } from "@netlify/functions";
import { convertToRecipeUserId } from "supertokens-node";
import { createNewSession } from "supertokens-node/recipe/session";
import { prefersJson } from "../accept.ts";
import { safeRedirectBack } from "../redirect-back.ts";
import { redirect } from "../responses.ts";
import { setRoles } from "../users.ts";
import { withSuperTokens } from "../with-supertokens.ts";

/** The only type of body that this reads: a form in UTF-8. */
const formType = /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/**
 * A placeholder for your own sign-in: it accepts every name. same-origin.ts runs before it.
 */
export default withSuperTokens(async (request, sdk) => {
  if (!formType.test(request.headers.get("content-type") ?? "")) {
    return new Response("Send a form", { status: 415 });
  }
  const form = new URLSearchParams(await request.text());
  const user = form.get("user");
  const role = form.get("role");
  if (!user) return new Response("Who are you?", { status: 400 });
  setRoles(user, role ? [role] : []);

  await createNewSession(sdk.request, sdk.response, "public", convertToRecipeUserId(user));

  const query = new URL(request.url).searchParams;
  const redirectBack = safeRedirectBack(query.get("redirectBack"));
  // The front end requests JSON: its SDK needs the headers of the response, and fetch hides
  // those of a redirect.
  if (prefersJson(request)) return Response.json({ redirectBack });
  return redirect(redirectBack, 303);
});

// The login page itself is a static file at the same path.
export const config: Config = { path: "/login", method: "POST" };
