/**
 * Starts the app as in production: builds it, unless these very files have been built already, then serves the build.
 * `tool.ts` names what does both.
 */
import { type ChildProcess, fork } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build, server } from "./tool.ts";

const folder = import.meta.dirname;
const port = process.env.PORT ?? "3000";
const host = process.env.HOST ?? "localhost";
const origin = process.env.ORIGIN ?? `http://localhost:${port}`;

/** What runs now. Whoever ends this process ends it too. */
let running: ChildProcess;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => running.kill(signal));
}

const builtFrom = `${folder}/.vite/built-from`;
const sources = hashOfSources();
if (readIfThere(builtFrom) !== sources) {
  // The build must not hold an origin: the next start may serve it on another port.
  const [code] = await once(run(build, { ORIGIN: undefined }), "exit");
  if (code !== 0) {
    console.error("The app does not compile: see above.");
    process.exit(1);
  }
  mkdirSync(`${folder}/.vite`, { recursive: true });
  writeFileSync(builtFrom, sources);
}

const serving = run(server);
serving.once("exit", (code) => process.exit(code ?? 0));
while (!(await responds())) await sleep(50);
console.log(`Listening on ${origin}`);

/** Runs a module: a file of a package, or one of the app's own, which begins with "./". */
function run([module, ...args]: readonly [string, ...string[]], env = {}): ChildProcess {
  running = fork(module.startsWith("./") ? `${folder}/${module}` : packaged(module), args, {
    cwd: folder,
    env: { ...process.env, NODE_ENV: "production", ...env },
  });
  return running;
}

/** A file of a package. Packages may forbid to import it, but not their package.json. */
function packaged(path: string): string {
  const [name = ""] = /^(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
  const manifest = import.meta.resolve(`${name}/package.json`);
  return fileURLToPath(new URL(path.slice(name.length + 1), manifest));
}

/** Whether the server responds, whatever the response is. */
async function responds(): Promise<boolean> {
  return fetch(`http://${host}:${port}/style.css`).then(
    () => true,
    () => false,
  );
}

function hashOfSources(): string {
  const hash = createHash("sha256");
  const exclude = ["node_modules", "lab", "public", "build", "dist"];
  const files = globSync("**/*.*", { cwd: folder, exclude: (name) => exclude.includes(name) });
  for (const file of files.sort()) {
    const text = readIfThere(`${folder}/${file}`);
    if (text !== undefined) hash.update(`${file}\n${text}\n`);
  }
  return hash.digest("hex");
}

/** A file's text; undefined if there is none, or a folder. */
function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
