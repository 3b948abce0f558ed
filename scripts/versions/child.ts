import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Cell, Tried } from "../../results/versions.ts";

/** How long a cell may take, in ms: installing, building and each scenario. */
const timeLimit = 15 * 60_000;

/**
 * Runs a cell in a process of its own: whatever it leaves open, and the PATH that it changes, end with it.
 * @param priority of that process and all that it starts: 19 is the lowest
 * @param tell gets each line that it says on the way
 * @throws if it ends without a result, or does not end in time
 */
export async function runInProcess(
  tried: Tried,
  { priority = 0, tell = () => {} }: { priority?: number; tell?: (line: string) => void } = {},
): Promise<Cell> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "cell.ts"), JSON.stringify(tried), String(priority)],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let out = "";
  let err = "";
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    err += text;
    for (const line of String(text).split("\n").filter(Boolean)) tell(line);
  });
  const stop = () => child.kill("SIGTERM");
  process.once("exit", stop);
  const timer = setTimeout(stop, timeLimit);
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  clearTimeout(timer);
  process.off("exit", stop);
  const result = out.trim().split("\n").at(-1) ?? "";
  if (code === 0 && result.startsWith("{")) return JSON.parse(result);
  const reason = signal ? `it did not end within ${timeLimit / 60_000} minutes` : err.trim();
  throw new Error(reason.split("\n").slice(-8).join("\n"));
}
