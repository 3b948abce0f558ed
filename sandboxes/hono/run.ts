/**
 * Starts the app on another runtime: `node run.ts bun`, `node run.ts deno` or `node run.ts workerd`. Each says in its own
 * way that it listens, or not at all, so this looks at the port.
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { origin } from "./config.ts";

const { PORT: port = "3000", HOST: host = "localhost" } = process.env;

const commands: Record<string, readonly string[]> = {
  bun: ["bun", "bun.ts"],
  deno: ["deno", "serve", "--allow-all", "--host", host, "--port", port, "deno.ts"],
  workerd: ["workerd", "serve", "workerd.capnp", "--socket-addr", `http=${host}:${port}`],
};

const runtime = process.argv[2] ?? "";
const [command, ...args] = commands[runtime] ?? [];
if (command === undefined) {
  console.error(
    `There is no runtime "${runtime}"; allowed: ${Object.keys(commands).join(", ")}`,
  );
  process.exit(2);
}
if (runtime === "workerd") buildWorker();

const child = spawn(command, args, {
  stdio: "inherit",
  env: { ...process.env, ORIGIN: origin, NODE_ENV: "production" },
});
child.once("error", ({ message }) => {
  console.error(`${command} cannot be started (${message}): npm install --no-save ${command}`);
  process.exit(1);
});
child.once("exit", (code) => process.exit(code ?? 1));
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => child.kill(signal));
}
while (!(await listens())) await sleep(50);
console.log(`Listening on ${origin}`);

async function listens(): Promise<boolean> {
  const socket = connect(Number(port), host);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Bundles the Worker, as wrangler does, and collects the static files that its binding serves. */
function buildWorker(): void {
  const bundle = new URL("bundle", import.meta.resolve("supertokens-web-js/package.json"));
  cpSync("public", ".worker/assets/public", { recursive: true });
  cpSync(fileURLToPath(bundle), ".worker/assets/supertokens", { recursive: true });
  execFileSync("esbuild", [
    "worker.ts",
    "--bundle",
    "--format=esm",
    "--platform=node",
    "--conditions=workerd",
    "--outfile=.worker/worker.js",
    // The SDK is CommonJS, and requires Node's own modules.
    '--banner:js=import { createRequire } from "node:module"; const require = createRequire("/");',
    "--log-level=warning",
  ]);
}
