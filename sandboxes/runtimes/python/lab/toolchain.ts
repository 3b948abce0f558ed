/** What a Python app needs on this machine: a Python, and a virtual environment with the app's packages. */
import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A one-line message for the person who starts the app: the cause, and how to fix it. */
export class ToolchainError extends Error {}

const least = 11;
const wayOut = `get Python 3.${least} or later from python.org or your system's packages`;
const commands = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11"];

/**
 * The command that runs a Python which is new enough.
 * @throws ToolchainError if there is none
 */
export async function findPython(): Promise<string> {
  const tooOld: string[] = [];
  for (const command of commands) {
    const version = await versionOf(command);
    if (version === undefined) continue;
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (major === 3 && minor >= least) return command;
    tooOld.push(`${command} is ${version}`);
  }
  throw new ToolchainError(
    tooOld.length > 0
      ? `This Python is too old (${tooOld.join(", ")}): ${wayOut}`
      : `There is no Python on this machine: ${wayOut}`,
  );
}

async function versionOf(command: string): Promise<string | undefined> {
  const code = "import sys; print('%d.%d.%d' % sys.version_info[:3])";
  const answer = await run(command, ["-c", code]).catch(() => undefined);
  return answer?.stdout.trim();
}

/** uv, which does in a second what takes pip a minute: the one that UV names, or one on the PATH. */
async function findUv(): Promise<string | undefined> {
  const command = process.env.UV || "uv";
  const answer = await run(command, ["--version"]).catch(() => undefined);
  return answer && command;
}

/**
 * Makes the virtual environment in `folder` with what the file `requirements` names, unless it is there in that state.
 * @returns its python, an absolute path
 * @throws ToolchainError
 */
export async function makeEnvironment(folder: string, requirements: string): Promise<string> {
  const wanted = await readFile(requirements, "utf8");
  const stamp = join(folder, "requirements.txt");
  const [bin, name] =
    process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"];
  const own = resolve(folder, bin, name);
  await alone(`${folder}.lock`, async () => {
    const has = await readFile(stamp, "utf8").catch(() => undefined);
    if (has === wanted) return;
    const python = await findPython();
    const uv = await findUv();
    const create = uv
      ? run(uv, ["venv", "--quiet", "--clear", "--no-project", "--python", python, folder])
      : run(python, ["-m", "venv", "--clear", folder]);
    await create.catch((error) => {
      const problem = `cannot make a virtual environment (${lastLine(error)})`;
      throw new ToolchainError(
        uv
          ? `${uv} ${problem}`
          : `${python} ${problem}; on Debian and Ubuntu it needs the package python3-venv`,
      );
    });
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    const install = uv
      ? run(uv, ["pip", "install", "--quiet", "--python", own, "-r", requirements])
      : run(own, [...pip, "--prefer-binary", "-r", requirements]);
    await install.catch((error) => {
      throw new ToolchainError(
        `${uv ? "uv" : "pip"} cannot install what ${requirements} names (${lastLine(error)}): is there a network?`,
      );
    });
    await writeFile(stamp, wanted);
  });
  return own;
}

/** Does the work while holding a lock, which is a file, so that no other process does it at the same time. */
async function alone(lock: string, work: () => Promise<void>): Promise<void> {
  await mkdir(dirname(lock), { recursive: true });
  while (!(await taken(lock))) await sleep(200);
  try {
    await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function taken(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    // A folder that cannot be written to will not be later.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const owner = Number(await readFile(lock, "utf8").catch(() => "0"));
    // One that was killed leaves its lock behind.
    if (owner > 0 && !isRunning(owner)) await rm(lock, { force: true });
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** What a command has said at the end, where its reason is. */
function lastLine(error: unknown): string {
  const { stderr = "", stdout = "" } = error as { stderr?: string; stdout?: string };
  const lines = (stderr || stdout || String(error)).trim().split("\n");
  const reason = lines.findLast((line) => /^(ERROR:|error:|\s*×)/.test(line));
  return (reason ?? lines.at(-1) ?? "").trim();
}
