import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { buildSandbox } from "../../sandboxes/build.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import { freePort } from "../support/free-port.ts";
import { loadPage } from "../support/page-load.ts";
import { oneAuthority } from "../support/start-app.ts";
import { pageCookies } from "./app.ts";
import { environment } from "./python-app.ts";

const runs = await canRun("python", "Flask under gunicorn");
const more = readFileSync(new URL("python/gunicorn-requirements.txt", import.meta.url), "utf8");
const error = "This event loop is already running";

describe.runIf(runs)("the Flask snippets under gunicorn, twenty pages at once", () => {
  let core: RunningMockCore;
  let dir: string;
  let python: string;
  let running: ChildProcess | undefined;

  beforeAll(async () => {
    core = await startMockCore();
    dir = await buildSandbox("flask");
    python = await environment("flask", dir, more);
  }, 300_000);
  afterEach(async () => {
    if (!running) return;
    const exited = once(running, "exit");
    running.kill();
    await exited;
    running = undefined;
  });
  afterAll(() => core?.close());

  /** The statuses of twenty pages at once, and what the server has printed. */
  async function load(...worker: string[]) {
    const port = await freePort();
    const output: string[] = [];
    running = spawn(
      python,
      ["-m", "gunicorn", ...worker, "--bind", `127.0.0.1:${port}`, "app:app"],
      {
        cwd: dir,
        env: {
          ...process.env,
          PYTHONDONTWRITEBYTECODE: "1",
          SUPERTOKENS_CORE_URI: core.url,
          SSL_CERT_FILE: oneAuthority(),
          PORT: String(port),
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    for (const stream of [running.stdout, running.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => output.push(text));
    }
    const headers = { cookie: await pageCookies(core) };
    const visit = () => loadPage(`http://127.0.0.1:${port}/dashboard-checked`, { headers });
    await vi.waitFor(visit, { timeout: 20_000 });
    // Each page waits for the core, so that they overlap.
    await core.control.outage({ mode: "slow", delayMs: 300 });
    try {
      const responses = await Promise.all(Array.from({ length: 20 }, visit));
      return { statuses: responses.map(({ status }) => status), output: () => output.join("") };
    } finally {
      await core.control.recover();
    }
  }

  test("fail with gevent: its threads are greenlets, which share one event loop of the SDK", async () => {
    const { statuses, output } = await load("--worker-class", "gevent");
    expect(statuses.filter((status) => status === 500).length).toBeGreaterThan(10);
    await expect.poll(output).toContain(error);
  }, 60_000);

  test("are there with threads", async () => {
    const { statuses, output } = await load("--worker-class", "gthread", "--threads", "20");
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(output()).not.toContain(error);
  }, 60_000);
});
