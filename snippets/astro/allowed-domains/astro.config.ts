import node from "@astrojs/node";
import { defineConfig } from "astro/config";

export default defineConfig({
  output: "server",
  adapter: node({ mode: "standalone" }),
  security: {
    // The origin that browsers see. Only for it Astro believes a proxy's X-Forwarded-Proto.
    allowedDomains: [{ protocol: "https", hostname: "www.example.com" }],
  },
});
