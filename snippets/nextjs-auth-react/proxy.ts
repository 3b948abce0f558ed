import type { superTokensMiddleware } from "supertokens-auth-react/lib/build/nextjs/middleware";
import * as untyped from "supertokens-auth-react/nextjs/middleware";
import { appInfo } from "./lib/config";

// The types of this entry point are published under another name: 0.51.3 declares nothing here.
const middleware: typeof superTokensMiddleware = Reflect.get(untyped, "superTokensMiddleware");

/** Refreshes where a page has sent the browser to the refresh API, and signs out. */
export const proxy = middleware({ appInfo });

export const config = {
  matcher: ["/dashboard", "/optional", "/profile", "/login", "/auth/:path*"],
};
