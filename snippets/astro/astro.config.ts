import node from "@astrojs/node";
import { defineConfig } from "astro/config";

export default defineConfig({
  output: "server",
  adapter: node({ mode: "standalone" }),
  security: {
    // Astro's own check, which this turns off, refuses every POST without a content type whose
    // Origin it does not know. src/middleware.ts checks instead: never turn off both.
    checkOrigin: false,
  },
});
