/** What a Go app needs on this machine: the go command and the app's modules. */
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What whoever starts the app should read: one line with the cause and the way out. */
export class ToolchainError extends Error {}

const wayOut = "get Go 1.26 or later from go.dev/dl";

/**
 * The command that runs Go.
 * @throws ToolchainError where there is none
 */
export async function findGo(): Promise<string> {
  try {
    await run("go", ["version"]);
    return "go";
  } catch {
    throw new ToolchainError(`There is no Go on this machine: ${wayOut}`);
  }
}

/**
 * Builds the package `./cmd` of the module in `folder`.
 * @returns the program, an absolute path
 * @throws ToolchainError, also with what the compiler says
 */
export async function buildApp(folder: string): Promise<string> {
  const go = await findGo();
  const windows = process.platform === "win32";
  const program = resolve(folder, ".run", windows ? "app.exe" : "app");
  try {
    await run(go, ["build", "-buildvcs=false", "-o", program, "./cmd"], { cwd: folder });
    return program;
  } catch (error) {
    const { stderr = "" } = error as { stderr?: string };
    throw new ToolchainError(reason(stderr.trim()));
  }
}

function reason(complaint: string): string {
  const lines = complaint.split("\n").filter((text) => !text.startsWith("go: downloading "));
  const line = lines[0]?.trim() ?? "";
  if (/requires go >= /.test(complaint)) return `This Go is too old (${line}): ${wayOut}`;
  if (/: (Get "|reading http|dial |lookup )/.test(complaint))
    return `Go cannot fetch the app's modules (${line}): is there a network?`;
  return `The app does not compile: ${complaint}`;
}
