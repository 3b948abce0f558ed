/**
 * The settings of astro.config.ts, before which Astro looks for this file. Without the minifier for CSS, whose code is
 * native, the app builds in a browser too.
 */
import config from "./astro.config.ts";

export default { ...config, vite: { build: { cssMinify: false } } };
