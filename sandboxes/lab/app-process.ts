import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import { closed, listen } from "./listen.ts";

/** The app under the lab, a process of its own. */
export interface AppProcess {
  child: ChildProcess;
  /** Settles when the app prints that it listens; rejects when it ends before. */
  listening: Promise<void>;
}

/**
 * Runs the app's own command and prints its output, except for the line with its URL, which is not the URL that the reader opens.
 * @param output "inherit" leaves the app's output entirely alone; `listening` is then settled at once
 */
export function startApp(
  command: string,
  args: string[],
  env: Record<string, string>,
  output: "lines" | "inherit" = "lines",
): AppProcess {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ["inherit", output === "lines" ? "pipe" : "inherit", "inherit"],
  });
  const { stdout } = child;
  if (stdout === null) return { child, listening: Promise.resolve() };
  const listening = new Promise<void>((resolve, reject) => {
    createInterface({ input: stdout }).on("line", (line) => {
      if (line.startsWith("Listening on ")) resolve();
      else console.log(line);
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error("the app has ended")));
  });
  listening.catch(() => undefined);
  return { child, listening };
}

/** Hands on what would end us, so that the app ends too. */
export function forwardSignals({ child }: AppProcess): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => child.kill(signal));
  }
}

/** Ends this process as the app ends. */
export function endWith({ child }: AppProcess): void {
  child.once("error", (error) => {
    console.error(`The app cannot be started: ${error.message}`);
    process.exit(1);
  });
  child.once("exit", (code, signal) => {
    // Callers that wait for the app get the error first.
    setImmediate(() => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)));
  });
}

/** A port of this machine on which no process listens. */
export async function freePort(): Promise<number> {
  const server = await listen(() => undefined, 0, "127.0.0.1");
  const { port } = server.address() as { port: number };
  await closed(server);
  return port;
}
