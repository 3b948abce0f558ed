import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getSSRSession } from "supertokens-node/nextjs";
import { rolesIn } from "./claims";
import "./init";
import { refreshPage } from "./refresh";
import { accessTokenOf } from "./verify-jwt";

/**
 * For a server component: the payload of the access token, verified with the core's public
 * keys; undefined where there is no valid one. It calls no API of the core and sets no cookie:
 * a component could not deliver one.
 */
export async function pageSession() {
  const value = accessTokenOf((await headers()).get("cookie"));
  const { accessTokenPayload, error } = await getSSRSession(
    value ? [{ name: "sAccessToken", value }] : [],
  );
  if (error) throw error;
  // The SDK checks no claim here. The proxy has, and responded 403.
  if (accessTokenPayload && rolesIn(accessTokenPayload).includes("suspended")) {
    throw new Error("This page was rendered for a suspended user: does the proxy know it?");
  }
  return accessTokenPayload;
}

/**
 * The same for a page that needs a session. The proxy has already redirected every other
 * visitor, but a page must verify for itself in case the proxy does not run for it. `path` is
 * the return URL.
 */
export async function requirePageSession(path: string) {
  return (await pageSession()) ?? redirect(refreshPage(path));
}
