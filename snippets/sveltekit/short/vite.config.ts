import adapter from "@sveltejs/adapter-node";
import { sveltekit } from "@sveltejs/kit/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter(),
      // The origin that browsers see. Without it SvelteKit takes https and the Host header, and
      // refuses the refresh and every form with 403 where those do not match.
      paths: { origin: process.env.ORIGIN },
    }),
  ],
});
