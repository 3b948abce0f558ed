// Next.js takes this file before next.config.ts. It leaves out what a build for visitors needs and a
// sandbox does not: tracing every file that a deployment would carry, and minifying. Together they
// take more than half of the build.
import config from "./next.config.ts";

export default {
  ...config,
  outputFileTracingExcludes: { "*": ["**"] },
  webpack: (compilation) => {
    compilation.optimization.minimize = false;
    return compilation;
  },
};
