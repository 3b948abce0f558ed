import { isDeepStrictEqual } from "node:util";
import { jwksCooldown } from "../../contract/jwks-cooldown.ts";
import type { Request, Scenario } from "../../contract/scenario.ts";
import type { Exchange } from "../../results/runs.ts";
import type { Deviations } from "../../snippets/frameworks.ts";

/**
 * Every way in which the exchange, which took `elapsed` ms, is not what the scenario expects; empty when it is.
 * @param mayDiffer what the registry allows the framework
 */
export function check(
  exchange: Exchange,
  { expect, method = "GET" }: Request,
  elapsed: number,
  { behindProxy = false }: Pick<Scenario, "behindProxy">,
  mayDiffer: Deviations = {},
): string[] {
  const problems: string[] = [];
  const { status, headers, body } = exchange.response;
  const same = (what: string, actual: unknown, expected: unknown) => {
    const [is, shouldBe] = [JSON.stringify(actual), JSON.stringify(expected)];
    if (is !== shouldBe) problems.push(`${what}: expected ${shouldBe}, got ${is}`);
  };

  if (expect.status !== "4xx") same("status", status, expect.status);
  else if (status < 400 || status > 499) same("status", status, "4xx");
  if (expect.within !== undefined && elapsed > expect.within) {
    problems.push(`took ${Math.round(elapsed)} ms; allowed: ${expect.within} ms`);
  }
  same("location", headers.location, location(expect));
  // JSON.stringify would tell apart what differs in the order of its members alone.
  if (expect.json !== undefined && !isDeepStrictEqual(body, expect.json)) {
    same("body", body, expect.json);
  }
  for (const text of expect.body ?? []) {
    if (!String(JSON.stringify(body)).includes(text)) same("body", body, `… ${text} …`);
  }
  if (method === "HEAD") same("body", body, undefined);

  const cookies = [headers["set-cookie"] ?? []].flat();
  same("cookies set", names(cookies.filter(isSet)), expect.setsCookies ?? []);
  same("cookies deleted", names(cookies.filter(isDeleted)), expect.clearsCookies ?? []);
  for (const cookie of cookies) {
    const attributes = ["Path=/", "HttpOnly", "SameSite=Lax"];
    if (behindProxy) attributes.push("Secure");
    for (const attribute of attributes) {
      // In any case: RFC 6265, section 5.2.
      const has = cookie.toLowerCase().includes(attribute.toLowerCase());
      if (!has) same("cookie", cookie, `… ${attribute} …`);
    }
  }
  if (cookies.some((cookie) => /;\s*domain=/i.test(cookie))) {
    same("cookies of one host", cookies, "no Domain attribute");
  }
  for (const [name, value] of Object.entries(expect.headers ?? {})) {
    same(name, headers[name] ?? null, value);
  }
  // An unexpected front token means that the session changed without the reader's code.
  if (!expect.headers?.["front-token"]) same("front-token", headers["front-token"], undefined);

  if (expect.cacheable) {
    same("cache-control", headers["cache-control"], "public, max-age=0");
  } else {
    same("cache-control", headers["cache-control"], "private, no-store");
    const vary = String(headers.vary);
    const allowed = mayDiffer.vary !== undefined && vary.startsWith(mayDiffer.vary);
    if (!allowed && !/\bcookie\b/i.test(vary)) same("vary", headers.vary, "… Cookie …");
  }

  const calls = exchange.core.map(({ request }) => `${request.method} ${request.path}`);
  if (expect.core === "JWKS as often as the cooldown allows") {
    const allowed = 1 + Math.floor(elapsed / jwksCooldown);
    if (calls.length > allowed) same("core calls", calls.length, allowed);
    same(
      "core calls",
      calls,
      calls.map(() => "GET /.well-known/jwks.json"),
    );
  } else {
    const wanted = [...(expect.core ?? [])];
    same("core calls", calls, exchange.times ? repeated(wanted, exchange.times) : wanted);
  }
  for (const { request } of exchange.core) {
    const keyless = request.path === "/.well-known/jwks.json";
    same(`api-key of ${request.path}`, "api-key" in request.headers, !keyless);
  }
  return problems;
}

function location({ location, refreshThen, optional }: Request["expect"]): string | undefined {
  if (refreshThen === undefined) return location;
  const query = new URLSearchParams({ redirectBack: refreshThen });
  if (optional) query.set("optional", "true");
  return `/refresh-session?${query}`;
}

const isDeleted = (cookie: string) => /expires=Thu, 01 Jan 1970 00:00:00 GMT/i.test(cookie);
const isSet = (cookie: string) => !isDeleted(cookie);
const names = (cookies: string[]) => cookies.map((cookie) => cookie.split("=", 1)[0]);
const repeated = (calls: string[], times: number) =>
  Array.from({ length: times }, () => calls).flat();
