import type { RequestEvent } from "@sveltejs/kit";
import {
  getSession,
  type SessionContainer,
  type VerifySessionOptions,
} from "supertokens-node/recipe/session";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

/** For the hook: the session for the page, or the response for every other visitor. */
export async function requireSession(
  event: RequestEvent,
  options: VerifySessionOptions = {},
): Promise<Response | undefined> {
  const { request, response } = event.locals.sdk;
  try {
    event.locals.session = await getSession(request, response, { ...pageLoad, ...options });
  } catch (error) {
    return handleSessionError(error, event, { optional: options.sessionRequired === false });
  }
}

/** For a page's load and its actions: the session that the hook has verified. */
export function sessionOf({ session }: App.Locals): SessionContainer {
  // Only where the hook lets a visitor without a session through.
  if (!session) throw new Error("This route has no session: does the hook require one?");
  return session;
}
