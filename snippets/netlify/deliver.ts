import { stringifySetCookie } from "cookie";
import type { CollectingResponse } from "supertokens-node/framework/custom";

/**
 * The response with the headers and cookies of the SDK. A new one, because the
 * headers of some responses, such as those of fetch and of Response.redirect, are
 * immutable.
 */
export function deliver(
  response: Response,
  { headers, cookies }: CollectingResponse,
): Response {
  const all = new Headers(response.headers);
  for (const [name, value] of headers) all.set(name, value);
  // Of several cookies with the same name, the last one counts.
  const latest = new Map(cookies.map((cookie) => [cookie.key, cookie]));
  for (const { key: name, expires, domain, ...cookie } of latest.values()) {
    const set = stringifySetCookie({
      ...cookie,
      name,
      expires: new Date(expires),
      ...(domain !== undefined && { domain }),
    });
    all.append("Set-Cookie", set);
  }
  return new Response(response.body, { status: response.status, headers: all });
}
