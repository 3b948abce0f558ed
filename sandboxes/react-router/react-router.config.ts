import type { Config } from "@react-router/dev/config";

export default {
  // Turns off the router's own check of the origin, which refuses each form where a proxy ends
  // TLS in front of the sandbox. app/lib/middleware.ts checks instead: never turn off both.
  allowedActionOrigins: ["**"],
} satisfies Config;
