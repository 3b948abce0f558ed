/**
 * Starts the app as in production: `next build`, unless these very files have been built already, then `next start`.
 */
import { type ChildProcess, fork } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cpSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const folder = import.meta.dirname;
const port = process.env.PORT ?? "3000";
const host = process.env.HOST ?? "localhost";
const origin = process.env.ORIGIN ?? `http://localhost:${port}`;

// The browser build of the front-end SDK, as its npm package ships it: for the pages in public/.
const webJs = dirname(packaged("supertokens-web-js/package.json"));
cpSync(`${webJs}/bundle`, `${folder}/public/supertokens`, { recursive: true });

/** What runs now. Whoever ends this process ends it too. */
let running: ChildProcess;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => running.kill(signal));
}

/** Next.js keeps its builds there. */
const builtFrom = `${folder}/.next/built-from`;
const sources = hashOfSources();
if (readIfThere(builtFrom) !== sources) {
  // Webpack: the other compiler exists as native code only, which a sandbox in a browser
  // cannot load.
  const [code] = await once(next("build", "--webpack"), "exit");
  if (code !== 0) {
    console.error("The app does not compile: see above.");
    process.exit(1);
  }
  writeFileSync(builtFrom, sources);
}

const server = next("start", "--port", port, "--hostname", host);
server.once("exit", (code) => process.exit(code ?? 0));
while (!(await answers())) await sleep(50);
console.log(`Listening on ${origin}`);

function next(...args: string[]): ChildProcess {
  running = fork(packaged("next/dist/bin/next"), args, {
    cwd: folder,
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: "1",
      // The compiler as WebAssembly, for where no native code can be loaded. Without this
      // Next.js 16.3.7 looks past the package that is installed, and downloads it once more.
      NEXT_TEST_WASM_DIR: dirname(packaged("@next/swc-wasm-nodejs/package.json")),
    },
  });
  return running;
}

function packaged(path: string): string {
  return fileURLToPath(import.meta.resolve(path));
}

/** Whether the server responds, with any status. */
async function answers(): Promise<boolean> {
  return fetch(`http://${host}:${port}/style.css`).then(
    () => true,
    () => false,
  );
}

function hashOfSources(): string {
  const hash = createHash("sha256");
  const exclude = ["node_modules", "lab", "public", "next-env.d.ts"];
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
