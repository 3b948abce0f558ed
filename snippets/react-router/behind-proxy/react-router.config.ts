import type { Config } from "@react-router/dev/config";

export default {
  // The host that browsers see, with its port where it is not the scheme's own. Without it the
  // router refuses each form with 400 behind a proxy that ends TLS: the Origin header has
  // "https:", the request that reaches Node "http:".
  allowedActionOrigins: ["app.example"],
} satisfies Config;
