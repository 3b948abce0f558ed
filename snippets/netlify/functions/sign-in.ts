import type { Config } from "@netlify/functions";
import { convertToRecipeUserId } from "supertokens-node";
import { createNewSession } from "supertokens-node/recipe/session";
import { prefersJson } from "../accept.ts";
import { redirect } from "../answer.ts";
import { safeRedirectBack } from "../redirect-back.ts";
import { setRoles } from "../users.ts";
import { withSuperTokens } from "../with-supertokens.ts";

/** Stands for your own sign-in: it believes whoever they say they are. */
export default withSuperTokens(async (request, sdk) => {
  // A form on a foreign site could sign the visitor in as somebody else.
  if (request.headers.get("sec-fetch-site") === "cross-site") {
    return new Response("Not from here", { status: 403 });
  }
  const form = new URLSearchParams(await request.text());
  const user = form.get("user");
  const role = form.get("role");
  if (!user) return new Response("Who are you?", { status: 400 });
  setRoles(user, role ? [role] : []);

  await createNewSession(sdk.request, sdk.response, "public", convertToRecipeUserId(user));

  const query = new URL(request.url).searchParams;
  const redirectBack = safeRedirectBack(query.get("redirectBack"));
  // The front end asks for JSON: it has to see the answer's headers, and fetch hides those
  // of a redirect.
  if (prefersJson(request)) return Response.json({ redirectBack });
  return redirect(redirectBack, 303);
});

// The login page itself is a static file at the same address.
export const config: Config = { path: "/login", method: "POST" };
