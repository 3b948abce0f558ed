import { redirect } from "react-router";
import { convertToRecipeUserId } from "supertokens-node";
import { createNewSession } from "supertokens-node/recipe/session";
import { prefersJson } from "../lib/accept";
import { safeRedirectBack } from "../lib/redirect-back";
import { sdkContext } from "../lib/sdk";
import { setRoles } from "../lib/users";
import type { Route } from "./+types/login";

/** The only type of body that this reads: a form in UTF-8. */
const formType = /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/**
 * A placeholder for your own sign-in: it accepts every name. The middleware has checked the
 * origin.
 */
export async function action({ request, url, context }: Route.ActionArgs): Promise<Response> {
  if (!formType.test(request.headers.get("content-type") ?? "")) {
    return new Response("Send a form", { status: 415 });
  }
  const form = new URLSearchParams(await request.text());
  const [user, role] = [form.get("user"), form.get("role")];
  if (!user) return new Response("Who are you?", { status: 400 });
  setRoles(user, role ? [role] : []);

  const sdk = context.get(sdkContext);
  await createNewSession(sdk.request, sdk.response, "public", convertToRecipeUserId(user));

  const redirectBack = safeRedirectBack(url.searchParams.get("redirectBack"));
  // The front end requests JSON: its SDK needs the headers of the response, and fetch hides
  // those of a redirect.
  if (prefersJson(request)) return Response.json({ redirectBack });
  // React Router shortens a redirect to "/a//b" to "/a/b". The middleware sets this one afterwards.
  sdk.response.setHeader("Location", redirectBack, false);
  return redirect(redirectBack, 303);
}
