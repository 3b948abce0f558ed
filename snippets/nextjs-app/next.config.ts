import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  // The proxy and the pages are two bundles. Left out of both, the SDK is loaded once, with one
  // cache of the core's keys.
  serverExternalPackages: ["supertokens-node"],
  headers: async () => [
    {
      source: "/:path*",
      headers: [{ key: "X-Content-Type-Options", value: "nosniff" }],
    },
    {
      // The files in public/ have no inline script. The pages of Next.js have: see
      // lib/content-security-policy.ts.
      source: "/:page(account|refresh-session|login)?",
      headers: [{ key: "Content-Security-Policy", value: "default-src 'self'" }],
    },
  ],
  rewrites: async () => ({
    beforeFiles: [
      // These stand for your own pages: files in public/.
      { source: "/", destination: "/index.html" },
      { source: "/:page(account|refresh-session)", destination: "/:page.html" },
      // A form that is posted has a type: app/login/route.ts responds to it.
      {
        source: "/login",
        missing: [{ type: "header", key: "content-type" }],
        destination: "/login.html",
      },
    ],
    afterFiles: [],
    fallback: [],
  }),
};

export default config;
