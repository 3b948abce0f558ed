import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getSSRSession } from "supertokens-node/nextjs";
import "./init";
import { refreshPage } from "./refresh";

/**
 * For a server component: the payload of the access token, verified with the core's public
 * keys; undefined where there is no valid one. It asks the core nothing and sets no cookie: a
 * component could not deliver one.
 */
export async function pageSession() {
  const { accessTokenPayload, error } = await getSSRSession((await cookies()).getAll());
  if (error) throw error;
  return accessTokenPayload;
}

/**
 * The same for a page that needs a session. The proxy has sent everybody else away already,
 * but a page must not show anything because somebody else has looked: `path` is where to come
 * back to.
 */
export async function requirePageSession(path: string) {
  return (await pageSession()) ?? redirect(refreshPage(path));
}
