/**
 * Runs the app in a virtual environment, which is made where it is missing: `node lab/run.ts <what python runs>`, e.g.
 * `node lab/run.ts server.py`.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { endWith, forwardSignals, startApp } from "./app-process.ts";
import { fail } from "./fail.ts";
import { makeEnvironment, ToolchainError } from "./toolchain.ts";

try {
  const python = await makeEnvironment(".venv", "requirements.txt");
  const webJs = fileURLToPath(import.meta.resolve("supertokens-web-js/package.json"));
  const app = startApp(
    python,
    process.argv.slice(2),
    { SUPERTOKENS_WEB_JS: join(dirname(webJs), "bundle"), PYTHONUNBUFFERED: "1" },
    "inherit",
  );
  forwardSignals(app);
  endWith(app);
} catch (error) {
  if (!(error instanceof ToolchainError)) throw error;
  fail(1, error.message);
}
