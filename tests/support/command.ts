import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";

/** What a command did. */
export interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

/** Runs a command to its end. */
export async function run(
  command: string,
  args: string[],
  options: SpawnOptions,
): Promise<Outcome> {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const output = collect(child);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...output() };
}

/** A command that keeps running. */
export interface Running {
  child: ChildProcess;
  output(): { out: string; err: string };
  /** Ends it with all that it has started. */
  stop(): Promise<void>;
}

/** Starts a command; settles when it prints that it listens, rejects with its output when it ends before. */
export async function startListening(
  command: string,
  args: string[],
  options: SpawnOptions,
): Promise<Running> {
  const detached = process.platform !== "win32";
  const child = spawn(command, args, {
    ...options,
    stdio: ["ignore", "pipe", "pipe"],
    detached,
  });
  const output = collect(child);
  const ended = once(child, "close");
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", () => {
      if (/^Listening on /m.test(output().out)) resolve();
    });
    child.once("error", reject);
    child.once("close", (code) =>
      reject(
        new Error(`ended with ${code} before it listened: ${output().out}${output().err}`),
      ),
    );
  });
  return {
    child,
    output,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null && child.pid) {
        process.kill(detached ? -child.pid : child.pid, "SIGTERM");
      }
      await ended;
    },
  };
}

function collect(child: ChildProcess): () => { out: string; err: string } {
  let out = "";
  let err = "";
  child.stdout?.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    err += chunk;
  });
  return () => ({ out, err });
}
