import { mediaType } from "@hapi/accept";
import { badRequest } from "@hapi/boom";
import type { ServerRoute } from "@hapi/hapi";
import { convertToRecipeUserId } from "supertokens-node";
import { createNewSession } from "supertokens-node/recipe/session";
import { requestOf, responseOf } from "./context.ts";
import { safeRedirectBack } from "./redirect-back.ts";
import { state } from "./state.ts";
import { setRoles } from "./users.ts";

interface Form {
  Payload: { user?: unknown; role?: unknown };
}

/**
 * A placeholder for your own sign-in: it accepts every name. same-origin.ts runs before it.
 */
export const signIn: ServerRoute<Form> = {
  method: "POST",
  path: "/login",
  options: { payload: { allow: "application/x-www-form-urlencoded" }, state },
  handler: async (request, h) => {
    // Null for an empty form, whatever the types say.
    const { user, role } = request.payload ?? {};
    if (typeof user !== "string" || !user) throw badRequest("Who are you?");
    setRoles(user, typeof role === "string" && role ? [role] : []);

    await createNewSession(
      requestOf(request),
      responseOf(request),
      "public",
      convertToRecipeUserId(user),
    );

    const redirectBack = safeRedirectBack(request.query.redirectBack);
    // The front end requests JSON: its SDK needs the headers of the response, and
    // fetch hides those of a redirect.
    const type = mediaType(request.raw.req.headers.accept, ["application/json", "text/html"]);
    if (type === "application/json") return { redirectBack };
    return h.redirect(redirectBack).code(303);
  },
};
