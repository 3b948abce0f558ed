import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ownTools } from "../own-tools.ts";
import { Fault } from "./fault.ts";

/**
 * Runs a tool of this folder's own package.json, which is installed with the first use.
 * @returns what it prints
 * @throws Fault with its first line of complaint
 */
export async function runTool(
  name: "autocannon" | "lighthouse",
  args: string[],
): Promise<string> {
  const command = join(ownTools(import.meta.dirname), name);
  const options = { shell: process.platform === "win32", maxBuffer: 64 * 1024 * 1024 };
  try {
    return (await promisify(execFile)(command, args, options)).stdout;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Fault(`${name}: ${(stderr || message).split("\n")[0]}`);
  }
}
