/**
 * The settings of nuxt.config.ts, before which Nuxt looks for this file. The packages stay where they are, which makes the
 * build faster than copying them next to it.
 */
import config from "./nuxt.config.ts";

export default {
  ...config,
  devtools: { enabled: false },
  telemetry: false,
  nitro: { externals: { trace: false } },
};
