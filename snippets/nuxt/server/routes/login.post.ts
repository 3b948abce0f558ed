import { convertToRecipeUserId } from "supertokens-node";
import { createNewSession } from "supertokens-node/recipe/session";
import { prefersJson } from "../lib/accept.ts";
import { endpoint } from "../lib/endpoint.ts";
import { safeRedirectBack } from "../lib/redirect-back.ts";
import { setRoles } from "../lib/users.ts";

/** The only type of body that this reads: a form in UTF-8. */
const formType = /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/**
 * A placeholder for your own sign-in: it accepts every name. The middleware has checked the
 * origin.
 */
export default endpoint(async (request, sdk) => {
  if (!formType.test(request.headers.get("content-type") ?? "")) {
    return new Response("Send a form", { status: 415 });
  }
  const form = new URLSearchParams(await request.text());
  const [user, role] = [form.get("user"), form.get("role")];
  if (!user) return new Response("Who are you?", { status: 400 });
  setRoles(user, role ? [role] : []);

  await createNewSession(sdk.request, sdk.response, "public", convertToRecipeUserId(user));

  const redirectBack = safeRedirectBack(new URL(request.url).searchParams.get("redirectBack"));
  // The front end requests JSON: its SDK needs the headers of the response, and fetch hides
  // those of a redirect.
  if (prefersJson(request)) return Response.json({ redirectBack });
  return new Response(null, { status: 303, headers: { Location: redirectBack } });
});
