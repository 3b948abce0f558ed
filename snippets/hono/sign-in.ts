import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { convertToRecipeUserId } from "supertokens-node";
import { createNewSession } from "supertokens-node/recipe/session";
import { prefersJson } from "./error-page.ts";
import { safeRedirectBack } from "./redirect-back.ts";
import type { SdkEnv } from "./super-tokens.ts";
import { setRoles } from "./users.ts";

/** Hono reads a body of any size into memory. */
export const smallBody = bodyLimit({
  maxSize: 100_000,
  // Unread, the rest of the body would block the next request of this connection.
  onError: (c) => c.text("The body is too large", 413, { Connection: "close" }),
});

/** The only type of body that this reads: a form in UTF-8. */
const formType = /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/**
 * A placeholder for your own sign-in: it accepts every name. same-origin.ts runs before it.
 */
export async function signIn(c: Context<SdkEnv>): Promise<Response> {
  if (!formType.test(c.req.header("content-type") ?? "")) return c.text("Send a form", 415);
  const form = new URLSearchParams(await c.req.text());
  const user = form.get("user");
  const role = form.get("role");
  if (!user) return c.text("Who are you?", 400);
  setRoles(user, role ? [role] : []);

  const { request, response } = c.var.sdk;
  await createNewSession(request, response, "public", convertToRecipeUserId(user));

  const redirectBack = safeRedirectBack(c.req.query("redirectBack"));
  // The front end requests JSON: its SDK needs the headers of the response, and fetch hides
  // those of a redirect.
  return prefersJson(c) ? c.json({ redirectBack }) : c.redirect(redirectBack, 303);
}
