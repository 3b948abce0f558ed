import adapter from "@sveltejs/adapter-node";
import { sveltekit } from "@sveltejs/kit/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter(),
      // SvelteKit's own check, which this turns off, refuses every POST without an Origin
      // header. src/hooks.server.ts checks instead: never turn off both.
      csrf: { trustedOrigins: ["*"] },
      // A page's inline script carries a nonce.
      csp: { directives: { "default-src": ["self"] } },
    }),
  ],
});
