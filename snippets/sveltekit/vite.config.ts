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
      // SvelteKit adds the nonce of a page's inline script. It hides the element that announces
      // navigations to screen readers by a style attribute.
      csp: { directives: { "default-src": ["self"], "style-src-attr": ["unsafe-inline"] } },
    }),
  ],
});
