import { NextRequest } from "next/server";
import type { superTokensMiddleware } from "supertokens-auth-react/lib/build/nextjs/middleware";
import * as untyped from "supertokens-auth-react/nextjs/middleware";
import { appInfo } from "./lib/config";
import { safeRedirectBack } from "./lib/redirect-back";
import { refuseForeign } from "./lib/same-origin";

// The types of this entry point are published under another name: 0.51.3 declares nothing here.
const middleware: typeof superTokensMiddleware = Reflect.get(untyped, "superTokensMiddleware");

/** Refreshes where a page has sent the browser to the refresh API, and signs out. */
const respond = middleware({ appInfo });

/** Around it is what it does not do on its own. */
export async function proxy(request: NextRequest): Promise<Response | undefined> {
  // Before every state-changing route, including server actions and the SDK's routes.
  const response = refuseForeign(request) ?? (await respond(withSafeRedirect(request)));
  // It sets cookies on every page, including those that are the same for every visitor.
  response?.headers.set("Cache-Control", "private, no-store");
  response?.headers.set("Vary", "Cookie");
  return response ?? undefined;
}

/** It would follow "/\evil.example" to another site. */
function withSafeRedirect(request: NextRequest): NextRequest {
  const url = request.nextUrl.clone();
  const redirectTo = url.searchParams.get("stRedirectTo");
  if (redirectTo === null) return request;
  url.searchParams.set("stRedirectTo", safeRedirectBack(redirectTo));
  return new NextRequest(url, request);
}

export const config = {
  matcher: ["/dashboard", "/optional", "/profile", "/login", "/sign-in", "/auth/:path*"],
};
