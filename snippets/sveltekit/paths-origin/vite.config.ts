import adapter from "@sveltejs/adapter-node";
import { sveltekit } from "@sveltejs/kit/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter(),
      // The origin that browsers see, at build time. Without it, SvelteKit derives the origin
      // from https and the Host header, and responds 403 to a POST with another Origin or
      // none, including the refresh, which has no content type.
      paths: { origin: process.env.ORIGIN },
    }),
  ],
});
