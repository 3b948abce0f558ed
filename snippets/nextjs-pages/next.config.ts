import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  rewrites: async () => ({
    beforeFiles: [
      // Only a file in pages/api can respond to a form, and the form is posted to the page that
      // it is on. A body has a type.
      {
        source: "/login",
        has: [{ type: "header", key: "content-type" }],
        destination: "/api/login",
      },
    ],
    afterFiles: [
      // The SDK's API is at /auth, and so is the path of the refresh token's cookie.
      { source: "/auth/:path*", destination: "/api/auth/:path*" },
    ],
    fallback: [
      // Files in public/, which stand for your own home page and login page.
      { source: "/", destination: "/index.html" },
      { source: "/login", destination: "/login.html" },
    ],
  }),
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        // The pages directory writes no inline script that runs, so no nonce is needed.
        { key: "Content-Security-Policy", value: "default-src 'self'" },
        { key: "X-Content-Type-Options", value: "nosniff" },
      ],
    },
    {
      // Next.js sends a static page without this header, so every cache may store it. An
      // old refresh page would look for scripts that a new build no longer has.
      source: "/refresh-session",
      headers: [{ key: "Cache-Control", value: "public, max-age=0" }],
    },
  ],
};

export default config;
