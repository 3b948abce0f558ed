import { inject } from "@loopback/core";
import {
  HttpErrors,
  post,
  type RequestContext,
  type Response,
  RestBindings,
  requestBody,
} from "@loopback/rest";
import { convertToRecipeUserId } from "supertokens-node";
import { createNewSession } from "supertokens-node/recipe/session";
import { safeRedirectBack } from "./redirect-back.ts";
import { setRoles } from "./users.ts";

const form = {
  content: { "application/x-www-form-urlencoded": { schema: { type: "object" } } },
} as const;

/**
 * A placeholder for your own sign-in: it accepts every name. same-origin.ts runs before it.
 */
export class SignInController {
  constructor(@inject(RestBindings.Http.CONTEXT) private readonly ctx: RequestContext) {}

  @post("/login")
  async signIn(
    @requestBody(form) body?: { user?: unknown; role?: unknown },
  ): Promise<Response> {
    const { request, response } = this.ctx;
    const { user, role } = body ?? {};
    if (typeof user !== "string" || !user) throw new HttpErrors.BadRequest("Who are you?");
    setRoles(user, typeof role === "string" && role ? [role] : []);

    await createNewSession(this.ctx, this.ctx, "public", convertToRecipeUserId(user));

    // Not a @param: LoopBack would respond with 400 to a URL with two of them.
    const redirectBack = safeRedirectBack(request.query.redirectBack);
    // The front end requests JSON: its SDK needs the headers of the response, and
    // fetch hides those of a redirect.
    if (request.accepts(["json", "html"]) === "json") return response.json({ redirectBack });
    response.redirect(303, redirectBack);
    return response;
  }
}
