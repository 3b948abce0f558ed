/** Builds the app, so that it starts at once later on: `node lab/prepare.ts [the module's folder]`. */
import { fail } from "./fail.ts";
import { buildApp, ToolchainError } from "./toolchain.ts";

try {
  await buildApp(process.argv[2] ?? ".");
} catch (error) {
  if (!(error instanceof ToolchainError)) throw error;
  fail(1, error.message);
}
