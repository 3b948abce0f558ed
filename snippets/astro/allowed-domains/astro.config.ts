import node from "@astrojs/node";
import { defineConfig } from "astro/config";

export default defineConfig({
  output: "server",
  adapter: node({ mode: "standalone" }),
  security: {
    // The origin that browsers see. Astro trusts a proxy's X-Forwarded-Proto only for this
    // host.
    allowedDomains: [{ protocol: "https", hostname: "www.example.com" }],
  },
});
