import { stringifySetCookie } from "cookie";
import type { CollectingResponse } from "supertokens-node/framework/custom";

/**
 * The answer with the headers and cookies of the SDK. A new one: the headers of some
 * answers, such as those of fetch and of Response.redirect, cannot be changed.
 */
export function deliver(answer: Response, { headers, cookies }: CollectingResponse): Response {
  const all = new Headers(answer.headers);
  for (const [name, value] of headers) all.set(name, value);
  // Of several cookies with one name the last one counts.
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
  return new Response(answer.body, { status: answer.status, headers: all });
}
