import { cookies, headers } from "next/headers";
import type { SessionContainer } from "supertokens-node/recipe/session";
import { isOwn } from "./same-origin";
import { getSSRSession } from "./ssr-session";

/**
 * For a server action: the session of the request, verified with its claims and in the core's
 * database; undefined where it is not valid. An action is an API route that responds on the
 * path of every page, so it must not rely on what the proxy verifies for one page.
 */
export async function actionSession(): Promise<SessionContainer | undefined> {
  // Next.js compares Origin with Host, and lets a request without an Origin pass.
  if (!isOwn(await headers())) return undefined;
  const { session, baseResponse } = await getSSRSession(undefined, {
    checkDatabase: true,
    // The origin has been checked. A form that is sent before the scripts have loaded carries
    // no header of the front-end SDK.
    antiCsrfCheck: false,
  });
  // Unlike a component, an action can set cookies: the new access token after a refresh.
  const store = await cookies();
  for (const { key, value, expires, ...attributes } of baseResponse.cookies) {
    store.set(key, value, { ...attributes, expires: new Date(expires) });
  }
  return session;
}
