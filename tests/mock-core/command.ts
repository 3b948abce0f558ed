import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("../../mock-core/src/cli.ts", import.meta.url));
const started: ChildProcess[] = [];

/** Ends every command that was started. */
export function endCommands() {
  for (const process of started.splice(0)) process.kill();
}

/** Starts the command line; gives its output so far and its end. */
export function startCommand(...args: string[]) {
  const child = spawn(process.execPath, [file, ...args]);
  started.push(child);
  const output = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    output.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output.err += chunk;
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, ...output }));
  });
  const printed = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(output.out);
        if (match) resolve(match[1] ?? match[0]);
      };
      child.stdout.on("data", look);
      child.on("close", () => reject(new Error(`ended before ${pattern}: ${output.err}`)));
      look();
    });
  return { child, ended, printed, url: () => printed(/listening on (\S+)/) };
}
