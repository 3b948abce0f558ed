/** What a Go app needs on this machine: the go command and the app's modules. */
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A one-line message for the person who starts the app: the cause, and how to fix it. */
export class ToolchainError extends Error {}

const least = 26;
const wayOut = `get Go 1.${least} or later from go.dev/dl`;

/**
 * The command that runs a Go that is new enough for the module in `folder`. Go 1.21 and later fetches the version that the
 * module requires automatically.
 * @throws ToolchainError if there is none
 */
export async function findGo(folder: string): Promise<string> {
  const { stdout } = await run("go", ["env", "GOVERSION"], { cwd: folder }).catch((error) => {
    const { stderr = "" } = error as { stderr?: string };
    throw new ToolchainError(
      notCompiling(stderr) ?? `There is no Go on this machine: ${wayOut}`,
    );
  });
  const version = stdout.trim();
  const [, minor] = /^go1\.(\d+)/.exec(version) ?? [];
  if (Number(minor ?? least) < least)
    throw new ToolchainError(`This Go is too old (${version}): ${wayOut}`);
  return "go";
}

/**
 * Builds the package `./cmd` of the module in `folder`.
 * @returns the program, an absolute path
 * @throws ToolchainError, also with what the compiler says
 */
export async function buildApp(folder: string): Promise<string> {
  const go = await findGo(folder);
  const windows = process.platform === "win32";
  const program = resolve(folder, ".run", windows ? "app.exe" : "app");
  try {
    await run(go, ["build", "-buildvcs=false", "-o", program, "./cmd"], { cwd: folder });
    return program;
  } catch (error) {
    const { stderr = "" } = error as { stderr?: string };
    throw new ToolchainError(
      notCompiling(stderr) ?? `The app does not compile: ${stderr.trim()}`,
    );
  }
}

/** What keeps Go from compiling at all, if that is what it complains about. */
function notCompiling(complaint: string): string | undefined {
  const lines = complaint
    .trim()
    .split("\n")
    .filter((text) => !/^go: downloading /.test(text));
  const line = lines[0]?.trim() ?? "";
  if (/requires go >= /.test(complaint)) return `This Go is too old (${line}): ${wayOut}`;
  if (/: (Get "|reading http|dial |lookup )/.test(complaint))
    return `Go cannot fetch what the app needs (${line}): is there a network?`;
  return undefined;
}
