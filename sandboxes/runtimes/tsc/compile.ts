/**
 * Starts the app: compiles it with tsc, for Node strips types but does not know decorators, and runs what came out.
 * One process, so that whoever started it can stop it.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const tsc = fork(
  fileURLToPath(import.meta.resolve("typescript/lib/tsc.js")),
  ["--project", "tsconfig.build.json"],
  { cwd: import.meta.dirname },
);
const [code] = await once(tsc, "exit");
if (code !== 0) {
  console.error("The app does not compile: see above.");
  process.exit(1);
}
await import(new URL("dist/server.js", import.meta.url).href);
