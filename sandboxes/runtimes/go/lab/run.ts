/** Builds the app, where that has not been done, and runs it; MODULE names another folder with a module of its own. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { endWith, forwardSignals, startApp } from "./app-process.ts";
import { fail } from "./fail.ts";
import { buildApp, ToolchainError } from "./toolchain.ts";

try {
  const program = await buildApp(process.env.MODULE || ".");
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
