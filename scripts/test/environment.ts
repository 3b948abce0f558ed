import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { findGo } from "../../sandboxes/runtimes/go/lab/toolchain.ts";
import { findPython } from "../../sandboxes/runtimes/python/lab/toolchain.ts";
import { findChromium } from "../../tests/support/chromium.ts";

/** Variables that tests and what they start read. */
const variables = [
  ...["CHROME_PATH", "NODE_OPTIONS", "GOFLAGS", "GOTOOLCHAIN", "UV", "LD_LIBRARY_PATH"],
  ...["PORT", "HOST", "ORIGIN", "SUPERTOKENS_CORE_URI", "SUPERTOKENS_API_KEY"],
  ...["COLD", "MODULE", "TZ", "LANG"],
];

async function output(command: string, args: string[]): Promise<string> {
  return (await promisify(execFile)(command, args)).stdout.trim();
}

/** What results depend on apart from files: the versions of Node, Go, Python and the browser, the platform, and variables. */
export async function environment(): Promise<Record<string, string | undefined>> {
  const root = join(import.meta.dirname, "../..");
  const absent = (error: Error) => error.message;
  const go = await findGo(join(root, "snippets/go")).then(
    (command) => output(command, ["env", "GOVERSION"]),
    absent,
  );
  const python = await findPython().then((command) => output(command, ["--version"]), absent);
  const browser = await findChromium().then(({ executablePath }) => {
    const { size, mtimeMs } = statSync(executablePath);
    return `${executablePath} ${size} ${mtimeMs}`;
  }, absent);
  return {
    ...Object.fromEntries(variables.map((name) => [name, process.env[name]])),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    go,
    python,
    browser,
  };
}
