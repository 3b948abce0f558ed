import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { compose, payloadBytes, writeFiles } from "../../sandboxes/compose.ts";
import { freePort } from "../../sandboxes/lab/app-process.ts";
import type { Measured } from "./budgets.ts";
import { Fault, lastWords } from "./fault.ts";
import { median } from "./median.ts";

const windows = process.platform === "win32";

/** Writes the payload of the Express sandbox into an empty folder, installs it (npm's cache as it is) and starts it three times. */
export async function measurePayload(): Promise<Measured<"payload">> {
  const payload = await compose("express").catch((error: Error) => {
    throw new Fault(error.message);
  });
  const folder = mkdtempSync(join(tmpdir(), "bench-payload-"));
  try {
    await writeFiles(payload, folder);
    const install = await secondsOf(() => npmCi(folder));
    const start = median([await startUp(folder), await startUp(folder), await startUp(folder)]);
    return { size: payloadBytes(payload) / 1000, install, start, total: install + start };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function npmCi(folder: string): Promise<void> {
  try {
    await promisify(execFile)("npm", ["ci"], { cwd: folder, shell: windows });
  } catch (error) {
    const { stderr } = error as { stderr: string };
    throw new Fault(`npm ci fails in the sandbox: ${lastWords(stderr)}`);
  }
}

/** Seconds from `npm start` until /dashboard responds to a guest with the redirect. */
async function startUp(folder: string): Promise<number> {
  const port = await freePort();
  const { SUPERTOKENS_CORE_URI: _, ...env } = process.env;
  const child = spawn("npm", ["start"], {
    cwd: folder,
    env: { ...env, PORT: String(port) },
    stdio: ["ignore", "ignore", "pipe"],
    shell: windows,
    detached: !windows,
  });
  let errors = "";
  child.stderr.on("data", (text) => {
    errors += text;
  });
  const ended = once(child, "exit");
  try {
    return await secondsOf(async () => {
      const deadline = performance.now() + 30_000;
      while ((await statusOf(`http://localhost:${port}/dashboard`)) !== 401) {
        if (child.exitCode !== null || performance.now() > deadline) {
          throw new Fault(`the sandbox does not start: ${lastWords(errors)}`);
        }
        await sleep(10);
      }
    });
  } finally {
    // The whole group: npm, the lab and the app.
    if (child.exitCode === null && child.pid) process.kill(windows ? child.pid : -child.pid);
    await ended;
  }
}

/** The status of a response to a script: a page without a session responds 401. */
async function statusOf(url: string): Promise<number | undefined> {
  const response = await fetch(url, { redirect: "manual" }).catch(() => undefined);
  await response?.arrayBuffer();
  return response?.status;
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
