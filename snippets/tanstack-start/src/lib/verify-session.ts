import {
  getSession,
  type SessionContainer,
  type VerifySessionOptions,
} from "supertokens-node/recipe/session";
import { pageLoad } from "./page-load.ts";
import type { Sdk } from "./sdk.ts";
import { handleSessionError } from "./session-error.ts";

/** The request that a server function is called for. */
export interface Visit {
  sdk: Sdk;
  /** Whether a browser calls it. Otherwise a loader does, while the server renders a page. */
  isCall: boolean;
}

/** Who calls it. */
export interface Visitor {
  session?: SessionContainer | undefined;
  userId?: string | undefined;
}

/** For the middleware: the session for the server function. Throws for every other visitor. */
export async function requireSession(
  visit: Visit,
  options: VerifySessionOptions = {},
): Promise<Visitor> {
  const { request, response } = visit.sdk;
  try {
    const session = await getSession(request, response, { ...pageLoad, ...options });
    return { session, userId: session?.getUserId() };
  } catch (error) {
    return handleSessionError(error, visit, { optional: options.sessionRequired === false });
  }
}

/** For a server function: the session that the middleware has verified. */
export function sessionOf({ session }: Visitor): SessionContainer {
  // Only where the middleware lets a visitor without a session through.
  if (!session)
    throw new Error("This function has no session: does the middleware require one?");
  return session;
}
