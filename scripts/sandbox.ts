/**
 * `npm run sandbox -- <id> [--port N]` runs a sandbox here, `--eject DIR` writes it into an empty folder, `--lock` makes
 * its package-lock.json anew.
 */
import { spawn } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { constants } from "node:os";
import { join, resolve } from "node:path";
import { buildSandbox } from "../sandboxes/build.ts";
import { compose, SandboxError, sandboxIds, writeFiles } from "../sandboxes/compose.ts";
import { type Lock, lockSandbox } from "../sandboxes/lock.ts";
import { portFrom, readArguments, wrongUsage } from "./command.ts";
import { asPublished } from "./complete-lock.ts";

const command = {
  usage: `npm run sandbox -- <${sandboxIds().join("|")}> [--port N | --eject DIR | --lock]`,
  about: `Runs a sandbox on this machine, with its own mock core.

  --port N     the port, PORT or 3000 by default
  --eject DIR  writes its files to an empty folder instead
  --lock       rewrites its package-lock.json instead`,
};
const root = join(import.meta.dirname, "..");

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof SandboxError)) throw error;
  process.exitCode = fail(error.message);
}

/** @returns the exit code */
async function main(): Promise<number> {
  const { values, positionals } = readArguments(command, {
    names: true,
    options: {
      port: { type: "string" },
      eject: { type: "string" },
      lock: { type: "boolean" },
    },
  });
  const [id, ...others] = positionals;
  if (id === undefined) return wrongUsage(command, "Which sandbox?");
  if (others.length > 0)
    return wrongUsage(command, `One sandbox at a time, not also ${others.join(", ")}`);
  if (Object.keys(values).length > 1)
    return wrongUsage(command, "--port, --eject and --lock exclude each other");
  if (!sandboxIds().includes(id)) return wrongUsage(command, await reasonAgainst(id));

  if (values.eject !== undefined) return eject(id, resolve(values.eject));
  if (values.lock) return lock(id);
  return run(id, portFrom(command, values.port ?? process.env.PORT ?? "3000"));
}

/** Why there is no such sandbox: unknown, a framework without one, or a folder that the registry does not name. */
function reasonAgainst(id: string): Promise<string> {
  return compose(id).then(
    () => "",
    (error: Error) => error.message,
  );
}

/** Runs the sandbox's own start script until it ends. */
async function run(id: string, port: number): Promise<number> {
  const folder = await buildSandbox(id);
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    scripts: { start: string };
  };
  const [program = "", ...args] = manifest.scripts.start.split(" ");
  const child = spawn(program === "node" ? process.execPath : program, args, {
    cwd: folder,
    // As in the tests: `npm ci` leaves out the native compiler of Next.js (scripts/complete-lock.ts).
    env: { ...process.env, PORT: String(port), NEXT_TEST_WASM: "1" },
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

function fail(message: string): number {
  console.error(message);
  return 1;
}
