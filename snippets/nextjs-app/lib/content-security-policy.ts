import { NextRequest, type NextResponse } from "next/server";

type Proxy = (request: NextRequest) => Promise<NextResponse>;

/**
 * A proxy that gives every page a policy of its own. Optional: rename the function in proxy.ts,
 * e.g. to `verify`, and add `export const proxy = withPolicy(verify);`
 */
export function withPolicy(proxy: Proxy): Proxy {
  return async (request) => {
    const policy = contentSecurityPolicy();
    const headers = new Headers(request.headers);
    // Next.js reads the nonce from the request, and puts it on every script of the page.
    headers.set("Content-Security-Policy", policy);
    const response = await proxy(new NextRequest(request, { headers }));
    // The proxy's own pages, e.g. the error page, have a stricter one.
    if (!response.headers.has("Content-Security-Policy")) {
      response.headers.set("Content-Security-Policy", policy);
    }
    return response;
  };
}

/** Next.js writes what a page needs into inline scripts: only those with the nonce run. */
function contentSecurityPolicy(): string {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  return [
    "default-src 'self'",
    // In development, Next.js and React evaluate text as code.
    `script-src 'self' 'nonce-${nonce}'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    // React writes a component's `style` into an attribute, which can have no nonce.
    "style-src 'self' 'unsafe-inline'",
  ].join("; ");
}

const isDevelopment = process.env.NODE_ENV === "development";
