/**
 * The settings of nuxt.config.ts, before which Nuxt looks for this file. Without the packages that only development needs,
 * and with the others where they are, the app installs and builds faster, also in a browser.
 */
import config from "./nuxt.config.ts";

export default {
  ...config,
  devtools: { enabled: false },
  telemetry: false,
  postcss: { plugins: { autoprefixer: false, cssnano: false } },
  nitro: { externals: { trace: false } },
};
