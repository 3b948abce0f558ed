import { NextRequest } from "next/server";

/**
 * The request in a form that the SDK can read. The SDK decodes every cookie, and one that
 * it cannot decode, set by some other tool, would fail the request.
 */
export function sdkRequest(request: NextRequest): NextRequest {
  const headers = new Headers(request.headers);
  headers.set("cookie", cookieHeader(request));
  const { method, url, body } = request;
  return new NextRequest(url, { method, headers, ...(body && { body, duplex: "half" }) });
}

/**
 * The cookies of a request as sent, without those that cannot be decoded, and with
 * `changed` in place of those of the same name. Of two with one name both are kept: after a
 * change of cookieDomain the SDK has to see that there are two.
 */
export function cookieHeader(
  { headers }: NextRequest,
  changed: readonly { key: string; value: string }[] = [],
): string {
  const kept = (headers.get("cookie") ?? "").split(/; */).filter((cookie) => {
    const [name = ""] = cookie.split("=", 1);
    return isDecodable(cookie) && !changed.some(({ key }) => key === name);
  });
  const set = changed.map(({ key, value }) => `${key}=${encodeURIComponent(value)}`);
  return [...kept, ...set].join("; ");
}

function isDecodable(cookie: string): boolean {
  try {
    decodeURIComponent(cookie);
    return true;
  } catch {
    return false;
  }
}
