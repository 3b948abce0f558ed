import type { APIContext } from "astro";
import {
  getSession,
  type SessionContainer,
  type VerifySessionOptions,
} from "supertokens-node/recipe/session";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

/**
 * For the middleware: the session for the page, or the response for every other visitor.
 */
export async function requireSession(
  context: APIContext,
  options: VerifySessionOptions = {},
): Promise<Response | undefined> {
  const { request, response } = context.locals.sdk;
  try {
    context.locals.session = await getSession(request, response, { ...pageLoad, ...options });
  } catch (error) {
    return handleSessionError(error, context, { optional: options.sessionRequired === false });
  }
}

/** For pages, actions and server islands: the session that the middleware has verified. */
export function sessionOf({ session }: App.Locals): SessionContainer {
  // Only where the middleware lets a visitor without a session through.
  if (!session) throw new Error("This route has no session: does the middleware require one?");
  return session;
}
