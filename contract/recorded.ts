import type { Exchange } from "../results/runs.ts";

/** The response's headers that a scenario may assert or that the site shows; the rest (date, etag, …) is the framework's own. */
export const sessionHeaders: readonly string[] = [
  "location",
  "content-type",
  "cache-control",
  "vary",
  "front-token",
  "anti-csrf",
  "st-access-token",
  "st-refresh-token",
  "access-control-expose-headers",
  "content-security-policy",
];

/**
 * Those that a recorded run leaves out. A scenario asserts what matters in them, and the rest is each framework's own
 * spelling: `application/json` with and without a charset, `Cookie, Origin`, a policy for one app's styles.
 */
const leftOut: ReadonlySet<string> = new Set([
  "content-type",
  "vary",
  "content-security-policy",
]);

/**
 * An exchange as it is recorded: without what differs from framework to framework and means the same. JSON has its
 * members in the order of their names, cookies their attributes in one order and spelling, and a page's text is left out.
 */
export function recorded(exchange: Exchange): Exchange {
  const { headers, status, body } = exchange.response;
  const isJson = String(headers["content-type"]).includes("json");
  const kept = Object.entries(headers).filter(([name]) => !leftOut.has(name));
  const whole: Exchange = {
    ...exchange,
    core: exchange.core.map(({ request, response }) => ({
      request: { ...request, body: sorted(request.body) },
      response: { ...response, body: sorted(response.body) },
    })),
    response: {
      status,
      headers: Object.fromEntries(kept.map(([name, value]) => [name, canonical(name, value)])),
      ...(isJson && { body: sorted(body) }),
    },
  };
  // As it will be read: without members that are undefined.
  return JSON.parse(JSON.stringify(whole));
}

function canonical(name: string, value: string | string[]): string | string[] {
  if (name === "set-cookie") return [value].flat().map(canonicalCookie);
  // A list without order, in which a name may come twice: RFC 9110, section 5.6.1.
  if (name === "access-control-expose-headers")
    return [...new Set(String(value).split(/, */))].sort().join(", ");
  return value;
}

/** Names and values of attributes are read in any case and order: RFC 6265, section 5.2. */
const attributes = ["Domain", "Path", "Expires", "Max-Age", "HttpOnly", "Secure", "SameSite"];

function canonicalCookie(cookie: string): string {
  const [pair = "", ...given] = cookie.split("; ");
  const values = new Map(
    given.map((attribute) => {
      const [name = "", ...value] = attribute.split("=");
      return [name.toLowerCase(), value.join("=")];
    }),
  );
  const written = attributes.flatMap((name) => {
    const value = values.get(name.toLowerCase());
    values.delete(name.toLowerCase());
    if (value === undefined) return [];
    if (name === "SameSite")
      return [`${name}=${value.charAt(0).toUpperCase()}${value.slice(1)}`];
    return [value ? `${name}=${value}` : name];
  });
  const others = [...values].map(([name, value]) => (value ? `${name}=${value}` : name));
  // An empty value may stand in quotes.
  return [pair.replace(/=""$/, "="), ...written, ...others].join("; ");
}

/** The same JSON with the members of its objects in order: their order says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member)]));
}
