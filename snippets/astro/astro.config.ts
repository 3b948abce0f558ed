import node from "@astrojs/node";
import { defineConfig } from "astro/config";

export default defineConfig({
  output: "server",
  // With `staticHeaders` the policy below reaches prerendered pages too.
  adapter: node({ mode: "standalone", staticHeaders: true }),
  security: {
    // Astro's own check, which this turns off, refuses every POST of a form, or without a
    // content type, that has no Origin header. src/middleware.ts checks instead: never turn
    // off both.
    checkOrigin: false,
    // A server island adds an inline script, whose hash Astro adds to this policy.
    csp: { directives: ["default-src 'self'"] },
  },
});
