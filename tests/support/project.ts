import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** A reader's project: an empty folder outside of the repository, whose workspaces npm and npx would find. */
export function newProject(): string {
  return mkdtempSync(join(tmpdir(), "reader-"));
}

/** Runs a command in a project as a reader does. Throws with what it has printed where it fails. */
export async function run(folder: string, command: string, ...args: string[]): Promise<string> {
  const done = promisify(execFile)(command, args, {
    cwd: folder,
    env: {
      ...process.env,
      CI: "true",
      NODE_ENV: "",
      // A reader has the native compiler of Next.js.
      NEXT_TEST_WASM: undefined,
      NEXT_TELEMETRY_DISABLED: "1",
      npm_config_prefer_offline: "true",
      npm_config_audit: "false",
      npm_config_fund: "false",
    },
    maxBuffer: 1 << 26,
  });
  done.child.stdin?.end();
  const { stdout, stderr } = await done.catch((error) => {
    throw new Error(`${command} ${args.join(" ")}\n${error.stdout}\n${error.stderr}`);
  });
  return stdout + stderr;
}
