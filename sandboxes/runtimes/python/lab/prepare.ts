/** Makes the virtual environment, so that the app starts at once later on: `node lab/prepare.ts`. */
import { fail } from "./fail.ts";
import { makeEnvironment, ToolchainError } from "./toolchain.ts";

try {
  await makeEnvironment(".venv", "requirements.txt");
} catch (error) {
  if (!(error instanceof ToolchainError)) throw error;
  fail(1, error.message);
}
