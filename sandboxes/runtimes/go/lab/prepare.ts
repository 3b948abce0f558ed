/** Builds the app, so that it starts at once later on; MODULE names another folder with a module of its own. */
import { fail } from "./fail.ts";
import { buildApp, ToolchainError } from "./toolchain.ts";

try {
  await buildApp(process.env.MODULE || ".");
} catch (error) {
  if (!(error instanceof ToolchainError)) throw error;
  fail(1, error.message);
}
