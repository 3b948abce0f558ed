/**
 * `npm run sandbox -- <id> [--port N]` runs a sandbox here, `--eject DIR` writes it into an empty folder, `--lock` makes
 * its package-lock.json anew.
 */
import { spawn } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { constants } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildSandbox } from "../sandboxes/build.ts";
import { compose, SandboxError, sandboxIds, writeFiles } from "../sandboxes/compose.ts";
import { type Lock, lockSandbox } from "../sandboxes/lock.ts";
import { asPublished } from "./lock.ts";

const usage = `npm run sandbox -- <${sandboxIds().join("|")}> [--port N | --eject DIR | --lock]`;
const root = join(import.meta.dirname, "..");

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof SandboxError)) throw error;
  process.exitCode = fail(error.message);
}

/** @returns the exit code */
async function main(): Promise<number> {
  let args: ReturnType<typeof parse>;
  try {
    args = parse();
  } catch (error) {
    // parseArgs adds hints to its first sentence; one is enough here.
    return wrong(error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error));
  }
  const { values, positionals } = args;
  const [id, ...others] = positionals;
  if (id === undefined) return wrong("Which sandbox?");
  if (others.length > 0) return wrong(`One sandbox at a time, not also ${others.join(", ")}`);
  if (Object.keys(values).length > 1)
    return wrong("--port, --eject and --lock exclude each other");
  if (!sandboxIds().includes(id)) return wrong(await reasonAgainst(id));

  if (values.eject !== undefined) return eject(id, resolve(values.eject));
  if (values.lock) return lock(id);
  const port = values.port ?? process.env.PORT ?? "3000";
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65535) {
    return wrong(`The port must be a number from 1 to 65535, not "${port}"`);
  }
  return run(id, port);
}

/** Why there is no such sandbox: unknown, a framework without one, or a folder that the registry does not name. */
function reasonAgainst(id: string): Promise<string> {
  return compose(id).then(
    () => "",
    (error: Error) => error.message,
  );
}

function parse() {
  return parseArgs({
    allowPositionals: true,
    options: {
      port: { type: "string" },
      eject: { type: "string" },
      lock: { type: "boolean" },
    },
  });
}

/** Runs the sandbox's own start script until it ends. */
async function run(id: string, port: string): Promise<number> {
  const folder = await buildSandbox(id);
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    scripts: { start: string };
  };
  const [program = "", ...args] = manifest.scripts.start.split(" ");
  const child = spawn(program === "node" ? process.execPath : program, args, {
    cwd: folder,
    // As in the tests: `npm ci` leaves out the native compiler of Next.js (scripts/lock.ts).
    env: { ...process.env, PORT: port, NEXT_TEST_WASM: "1" },
    stdio: "inherit",
  });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  process.on("SIGINT", forward).on("SIGTERM", forward).on("SIGHUP", forward);
  return new Promise((done, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) =>
      done(signal ? 128 + constants.signals[signal] : (code ?? 1)),
    );
  });
}

/** Writes the exact payload into a folder that is empty or not there. */
async function eject(id: string, folder: string): Promise<number> {
  let content: string[] = [];
  try {
    content = await readdir(folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOTDIR")
      return fail(`${folder} is a file: name an empty folder, nothing was written`);
    if (code !== "ENOENT") throw error;
  }
  if (content.length > 0) {
    return fail(`${folder} is not empty: name an empty folder, nothing was written`);
  }
  const payload = await compose(id);
  await writeFiles(payload, folder);
  console.log(
    `Wrote ${Object.keys(payload.files).length} files. To run it: cd ${folder} && npm ci && npm start`,
  );
  return 0;
}

async function lock(id: string): Promise<number> {
  const folder = `sandboxes/${id}`;
  const manifest = await readFile(join(root, folder, "package.json"), "utf8");
  const repository = JSON.parse(
    await readFile(join(root, "package-lock.json"), "utf8"),
  ) as Lock;
  // A reader gets also what this repository leaves out.
  for (const [path, locked] of Object.entries(repository.packages)) {
    repository.packages[path] = asPublished(path, locked);
  }
  const text = await lockSandbox(manifest, repository, folder);
  await writeFile(join(root, folder, "package-lock.json"), text);
  const count = Object.keys((JSON.parse(text) as Lock).packages).length - 1;
  console.log(`Wrote ${folder}/package-lock.json: ${count} packages`);
  return 0;
}

function wrong(message: string): number {
  console.error(`${message}; usage: ${usage}`);
  return 2;
}

function fail(message: string): number {
  console.error(message);
  return 1;
}
