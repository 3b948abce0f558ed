import adapter from "@sveltejs/adapter-node";
import { sveltekit } from "@sveltejs/kit/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter(),
      // The origin that browsers see, at build time. Without it SvelteKit takes https and the
      // Host header for it. Where a POST names another Origin, or none, it responds 403: also
      // to the refresh, which has no content type.
      paths: { origin: process.env.ORIGIN },
    }),
  ],
});
