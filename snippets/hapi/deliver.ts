import { isBoom } from "@hapi/boom";
import type { Lifecycle } from "@hapi/hapi";
import { stringifySetCookie } from "cookie";
import { responseOf } from "./context.ts";

/**
 * An `onPreResponse` extension: adds the headers and cookies of the SDK to the response,
 * including an error response.
 */
export const deliver: Lifecycle.Method = (request, h) => {
  const { response } = request;
  const delivered = isBoom(response)
    ? h.response(response.output.payload).code(response.output.statusCode)
    : response;
  const { headers, cookies } = responseOf(request);
  for (const [name, value] of headers) {
    if (name === "vary") delivered.vary(value);
    else delivered.header(name, value);
  }
  // Of several cookies with the same name, the last one counts.
  const latest = new Map(cookies.map((cookie) => [cookie.key, cookie]));
  for (const { key: name, expires, domain, ...cookie } of latest.values()) {
    const set = stringifySetCookie({
      ...cookie,
      name,
      expires: new Date(expires),
      ...(domain !== undefined && { domain }),
    });
    delivered.header("set-cookie", set, { append: true });
  }
  return delivered;
};
