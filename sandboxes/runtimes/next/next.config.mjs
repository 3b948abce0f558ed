// Next.js takes this file before next.config.ts. It leaves out the tracing of every file that a
// deployment would need, which takes half of the build.
import config from "./next.config.ts";

export default { ...config, outputFileTracingExcludes: { "*": ["**"] } };
