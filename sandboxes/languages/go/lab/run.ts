/** Builds the app, where that has not been done, and runs it: `node lab/run.ts [the module's folder]`. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { endWith, forwardSignals, startApp } from "./app-process.ts";
import { fail } from "./fail.ts";
import { buildApp, ToolchainError } from "./toolchain.ts";

try {
  const program = await buildApp(process.argv[2] ?? ".");
  const webJs = fileURLToPath(import.meta.resolve("supertokens-web-js/package.json"));
  const app = startApp(
    program,
    [],
    { SUPERTOKENS_WEB_JS: join(dirname(webJs), "bundle") },
    "inherit",
  );
  forwardSignals(app);
  endWith(app);
} catch (error) {
  if (!(error instanceof ToolchainError)) throw error;
  fail(1, error.message);
}
