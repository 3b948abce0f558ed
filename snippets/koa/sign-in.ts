import { bodyParser } from "@koa/bodyparser";
import type { Context } from "koa";
import { convertToRecipeUserId } from "supertokens-node";
import { createNewSession } from "supertokens-node/recipe/session";
import { requestOf, responseOf } from "./context.ts";
import { safeRedirectBack } from "./redirect-back.ts";
import { setRoles } from "./users.ts";

/**
 * Reads a form. A body that it cannot read is a client error, even where the error has no
 * status, e.g. for a body that claims to be compressed.
 */
export const form = bodyParser({
  enableTypes: ["form"],
  onError: (error, ctx) =>
    ctx.throw("status" in error ? Number(error.status) : 400, "The body cannot be read"),
});

/**
 * A placeholder for your own sign-in: it accepts every name. same-origin.ts runs before it.
 */
export async function signIn(ctx: Context): Promise<void> {
  const { user, role }: { user?: unknown; role?: unknown } = ctx.request.body ?? {};
  if (typeof user !== "string" || !user) ctx.throw(400, "Who are you?");
  setRoles(user, typeof role === "string" && role ? [role] : []);

  await createNewSession(
    requestOf(ctx),
    responseOf(ctx),
    "public",
    convertToRecipeUserId(user),
  );

  const redirectBack = safeRedirectBack(ctx.query.redirectBack);
  // The front end requests JSON: its SDK needs the headers of the response, and fetch
  // hides those of a redirect.
  if (ctx.accepts(["json", "html"]) === "json") {
    ctx.body = { redirectBack };
  } else {
    ctx.status = 303;
    ctx.redirect(redirectBack);
  }
}
