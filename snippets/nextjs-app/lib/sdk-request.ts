import { NextRequest } from "next/server";

/**
 * The request as the SDK can read it. The SDK decodes every cookie, and one that it cannot
 * decode, of a tool that knows nothing of sessions, would fail the request. Next.js leaves
 * such a cookie out.
 */
export function sdkRequest(request: NextRequest): NextRequest {
  const headers = new Headers(request.headers);
  headers.set("cookie", cookieHeader(request));
  const { method, url, body } = request;
  return new NextRequest(url, { method, headers, ...(body && { body, duplex: "half" }) });
}

/** The cookies of a request as a header, with `changed` in place of those of the same name. */
export function cookieHeader(
  { cookies }: NextRequest,
  changed: readonly { key: string; value: string }[] = [],
): string {
  const values = new Map(cookies.getAll().map(({ name, value }) => [name, value]));
  for (const { key, value } of changed) values.set(key, value);
  return [...values].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; ");
}
