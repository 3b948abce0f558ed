import { stringifySetCookie } from "cookie";
import type { CollectingResponse } from "supertokens-node/framework/custom";

/**
 * The response with the headers and cookies that the SDK has set. A new response, because
 * the headers of some, such as those of fetch and of Response.redirect, are immutable.
 */
export function deliver(response: Response, collected: CollectingResponse): Response {
  const delivered = new Response(response.body, response);
  for (const [name, value] of collected.headers) {
    // Your own CORS settings may expose headers too.
    if (name === "access-control-expose-headers") delivered.headers.append(name, value);
    else delivered.headers.set(name, value);
  }
  // One header for each cookie: browsers do not split a joined one.
  for (const cookie of setCookies(collected)) delivered.headers.append("Set-Cookie", cookie);
  return delivered;
}

/** The cookies that the SDK has set, each as the value of a Set-Cookie header. */
export function setCookies({ cookies }: CollectingResponse): string[] {
  // A later cookie replaces one with the same name, domain and path: RFC 6265, section 5.3.
  const latest = new Map(
    cookies.map((cookie) => [`${cookie.key};${cookie.domain};${cookie.path}`, cookie]),
  );
  return [...latest.values()].map(({ key: name, expires, domain, ...cookie }) =>
    stringifySetCookie({
      ...cookie,
      name,
      expires: new Date(expires),
      ...(domain !== undefined && { domain }),
    }),
  );
}
