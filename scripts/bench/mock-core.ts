import { type ChildProcess, execFile, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { build } from "esbuild";
import { createMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { compose } from "../../sandboxes/compose.ts";
import type { Measured } from "./budgets.ts";
import { Fault, lastWords } from "./fault.ts";
import { load } from "./load.ts";
import { median } from "./median.ts";
import {
  answerOf,
  type Call,
  createSession,
  refreshCall,
  verifyCall,
} from "./mock-core-calls.ts";

const folder = join(import.meta.dirname, "../../mock-core");

/** Starts, fills and asks the mock core, in this process and in processes of its own, and weighs its package. */
export async function measureMockCore(): Promise<Measured<"mock-core">> {
  return {
    ...(await measureStart()),
    ...(await measureMemory()),
    ...(await measureCalls()),
    ...(await measureRequests()),
    signatures: await measureSignatures(),
    package: (await packedBytes()) / 1000,
    source: sourceBytes() / 1000,
    inPayload: (await bundledBytes()) / 1000,
  };
}

/** Milliseconds until the first session is created, which needs a key: of many runs, because the time to generate a key is random. */
async function measureStart() {
  const inProcess: number[] = [];
  for (let run = 0; run < 16; run++) {
    const start = performance.now();
    const core = await startMockCore();
    await createSession(fetch, "alice", core.url);
    // The first run loads what the others have.
    if (run > 0) inProcess.push(performance.now() - start);
    await core.close();
  }
  const asProcess: number[] = [];
  const file = await bundled(join(folder, "src/cli.ts"));
  for (let run = 0; run < 7; run++) asProcess.push(await startCommandLine(file));
  rmSync(dirname(file), { recursive: true });
  return { startInProcess: median(inProcess), startAsProcess: median(asProcess) };
}

/** A program in one file without types, as the package has them, in a folder of its own. */
async function bundled(file: string): Promise<string> {
  const outfile = join(mkdtempSync(join(tmpdir(), "mock-core-bench-")), "bundled.mjs");
  await build({ entryPoints: [file], outfile, bundle: true, platform: "node", format: "esm" });
  return outfile;
}

async function startCommandLine(file: string): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [file, "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const [url] = /http:\S+/.exec(line) ?? [];
      if (url === undefined) continue;
      await createSession(fetch, "alice", url);
      return performance.now() - start;
    }
    throw new Fault("the command line of the mock core ended before it listened");
  } finally {
    await end(child);
  }
}

async function measureMemory() {
  const file = await bundled(join(import.meta.dirname, "mock-core-memory.ts"));
  const child = fork(file, { execArgv: ["--expose-gc"] });
  type Used = { rss: number; heapUsed: number };
  const { rest, full } = await answer<{ rest: Used; full: Used }>(child);
  await end(child);
  rmSync(dirname(file), { recursive: true });
  return {
    restMemory: rest.rss / 1e6,
    restHeap: rest.heapUsed / 1e6,
    fullMemory: full.rss / 1e6,
    fullHeap: full.heapUsed / 1e6,
  };
}

/** Calls per second of CPU time: the rate of one CPU core, independent of other processes. */
async function measureCalls() {
  const core = createMockCore();
  const tokens = await createSession(core.fetch, "alice");
  const perSecond = async (call: Call, seconds: number) => {
    const before = process.cpuUsage();
    const end = performance.now() + seconds * 1000;
    let calls = 0;
    for (; performance.now() < end; calls++) await answerOf(core.fetch, call);
    const { user, system } = process.cpuUsage(before);
    return (calls / (user + system)) * 1e6;
  };
  return inTurns(perSecond, {
    verifyCalls: verifyCall(tokens),
    refreshCalls: refreshCall(tokens),
  });
}

/** The upper limit for refreshes: signatures alone, per second of CPU time. */
async function measureSignatures() {
  const { subtle } = crypto;
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const { privateKey } = await subtle.generateKey(
    { ...algorithm, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    false,
    ["sign", "verify"],
  );
  const before = process.cpuUsage();
  const end = performance.now() + 2000;
  let made = 0;
  for (; performance.now() < end; made++)
    await subtle.sign(algorithm.name, privateKey, new Uint8Array(600));
  const { user, system } = process.cpuUsage(before);
  return (made / (user + system)) * 1e6;
}

/** The same over HTTP, by the CPU time of the server's process. */
async function measureRequests() {
  const child = fork(join(import.meta.dirname, "mock-core-server.ts"));
  try {
    const url = await answer<string>(child);
    const tokens = await createSession(fetch, "alice", url);
    const cpuTime = () => {
      child.send("CPU time");
      return answer<number>(child);
    };
    const perSecond = async ({ path, ...request }: Call, seconds: number) =>
      1e6 / (await load({ ...request, url: url + path, seconds }, cpuTime)).cost;
    return await inTurns(perSecond, {
      verifyRequests: verifyCall(tokens),
      refreshRequests: refreshCall(tokens),
    });
  } finally {
    await end(child);
  }
}

/** Measures each call three times for two seconds, in turns and after a warm-up; gives the medians. */
async function inTurns<Name extends string>(
  measure: (call: Call, seconds: number) => Promise<number>,
  calls: Record<Name, Call>,
): Promise<Record<Name, number>> {
  const names = Object.keys(calls) as Name[];
  const found = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (const name of names) await measure(calls[name], 1);
  for (let round = 0; round < 3; round++) {
    for (const name of names) found.get(name)?.push(await measure(calls[name], 2));
  }
  const medians = [...found].map(([name, values]) => [name, median(values)]);
  return Object.fromEntries(medians) as Record<Name, number>;
}

/** The next message of a child process. Throws a Fault when it ends instead. */
async function answer<T>(child: ChildProcess): Promise<T> {
  const settled = new AbortController();
  const { signal } = settled;
  const gone = once(child, "exit", { signal }).then(([code]): never => {
    throw new Fault(`${child.spawnargs.at(-1)} ended with code ${code}`);
  });
  try {
    const [message] = await Promise.race([once(child, "message", { signal }), gone]);
    return message as T;
  } finally {
    gone.catch(() => undefined);
    settled.abort();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill();
  await exited;
}

/** Size of what would be published, as npm says without publishing it. */
async function packedBytes(): Promise<number> {
  const args = ["pack", "--dry-run", "--json", "--foreground-scripts=false"];
  try {
    const { stdout } = await promisify(execFile)("npm", args, {
      cwd: folder,
      shell: process.platform === "win32",
    });
    const [{ size }] = JSON.parse(stdout) as [{ size: number }];
    return size;
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Fault(`npm pack fails for the mock core: ${lastWords(stderr || message)}`);
  }
}

function sourceBytes(): number {
  const files = readdirSync(join(folder, "src"), { recursive: true, encoding: "utf8" });
  return files
    .map((name) => statSync(join(folder, "src", name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
}

/** What a sandbox's payload holds of it: one bundle. */
async function bundledBytes(): Promise<number> {
  const { files } = await compose("express").catch((error: Error) => {
    throw new Fault(error.message);
  });
  const bundle = files["lab/mock-core.js"];
  if (bundle === undefined) throw new Fault("the Express sandbox holds no lab/mock-core.js");
  return Buffer.byteLength(bundle);
}
