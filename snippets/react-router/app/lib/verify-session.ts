import {
  createContext,
  type LoaderFunctionArgs,
  type RouterContextProvider,
} from "react-router";
import {
  getSession,
  type SessionContainer,
  type VerifySessionOptions,
} from "supertokens-node/recipe/session";
import { pageLoad } from "./page-load";
import { sdkContext } from "./sdk";
import { handleSessionError } from "./session-error";

/** Set by the middleware. Undefined for a guest of a page that needs no session. */
export const sessionContext = createContext<SessionContainer | undefined>();

/**
 * For the middleware: the session for the route, or the response for every other visitor.
 */
export async function requireSession(
  { request, url, context }: LoaderFunctionArgs,
  options: VerifySessionOptions = {},
): Promise<Response | undefined> {
  const sdk = context.get(sdkContext);
  try {
    const session = await getSession(sdk.request, sdk.response, { ...pageLoad, ...options });
    context.set(sessionContext, session);
  } catch (error) {
    return handleSessionError(
      error,
      { request, url },
      { optional: options.sessionRequired === false },
    );
  }
}

/** For a route's loader and action: the session that the middleware has verified. */
export function sessionOf(context: Readonly<RouterContextProvider>): SessionContainer {
  // Throws where the middleware has set none.
  const session = context.get(sessionContext);
  if (!session) throw new Error("This route has no session: does the middleware require one?");
  return session;
}
