import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { freePort } from "../support/free-port.ts";
import type { StartedApp } from "../support/start-app.ts";
import { type Source, writeNext } from "./nextjs-app-build.ts";

/** Starts an app with `next dev`, in a folder of its own. */
export async function startNextDev(source: Source, core: RunningMockCore): Promise<StartedApp> {
  const folder = writeNext(source);
  const port = await freePort();
  const packaged = (path: string) => fileURLToPath(import.meta.resolve(path));
  // With the compiler that the builds of the tests have: see sandboxes/runtimes/next/start.ts.
  const args = ["dev", "--webpack", "--port", String(port), "--hostname", "localhost"];
  const child = spawn(process.execPath, [packaged("next/dist/bin/next"), ...args], {
    cwd: folder,
    env: {
      ...process.env,
      NODE_ENV: "development",
      PORT: String(port),
      SUPERTOKENS_CORE_URI: core.url,
      NEXT_TELEMETRY_DISABLED: "1",
      NEXT_TEST_WASM_DIR: dirname(packaged("@next/swc-wasm-nodejs/package.json")),
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const output: string[] = [];
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output.push(text);
        if (text.includes("Ready in")) resolve();
      });
    }
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`next dev has ended:\n${output.join("")}`)));
  });
  return { url: `http://localhost:${port}`, output, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const exited = once(child, "exit");
  process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGTERM");
  await exited;
}
