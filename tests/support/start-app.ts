import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { rootCertificates } from "node:tls";
import { makeEnvironment } from "../../sandboxes/runtimes/python/lab/toolchain.ts";
import { freePort } from "./free-port.ts";

export interface StartedApp {
  /** Its origin. */
  url: string;
  /** Everything it has printed. */
  output: string[];
  stop(): Promise<void>;
}

/**
 * Starts the sandbox in `dir` by its own start script, as a reader does, with another core behind it.
 * Throws an error with its output if it ends before it is ready.
 * @param origin the origin that the browser sees, if a proxy stands in front of the app
 * @param env further variables of its environment
 */
export async function startApp(
  dir: string,
  core: { url: string; apiKey: string },
  origin?: string,
  env: Record<string, string> = {},
): Promise<StartedApp> {
  try {
    return await startOnce(dir, core, origin, env);
  } catch (error) {
    // Another test file has taken the port between the look for a free one and the start.
    if (!String(error).includes("address already in use")) throw error;
    return await startOnce(dir, core, origin, env);
  }
}

async function startOnce(
  dir: string,
  core: { url: string; apiKey: string },
  origin: string | undefined,
  env: Record<string, string>,
): Promise<StartedApp> {
  const port = await freePort();
  const child = spawn(process.execPath, ["--run", "start"], {
    cwd: dir,
    env: {
      ...process.env,
      PORT: String(port),
      SUPERTOKENS_CORE_URI: core.url,
      SUPERTOKENS_API_KEY: core.apiKey,
      ...(origin && { ORIGIN: origin }),
      ...env,
      ...(await pythonEnv(dir)),
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const output: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => output.push(line));
  const ready = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      output.push(line);
      if (line.startsWith("Listening on ")) resolve();
    });
    child.once("error", reject);
    child.once("exit", (code) =>
      reject(new Error(`${dir} ended with code ${code}:\n${output.join("\n")}`)),
    );
  });
  await ready;
  return { url: `http://localhost:${port}`, output, stop: () => stop(child) };
}

/**
 * The SDK for Python reads every authority that certifi lists before each call to the core, also to one without
 * TLS. Here it finds one. Its environment is made before, since a download needs the machine's.
 */
async function pythonEnv(dir: string): Promise<Record<string, string>> {
  const requirements = join(dir, "requirements.txt");
  if (!existsSync(requirements)) return {};
  await makeEnvironment(join(dir, ".venv"), requirements);
  return { SSL_CERT_FILE: oneAuthority() };
}

/** A file with one of the authorities that Node trusts, in PEM. */
export function oneAuthority(): string {
  const file = join(import.meta.dirname, "../../.cache/authority.pem");
  mkdirSync(dirname(file), { recursive: true });
  // Others may be reading it.
  writeFileSync(`${file}.${process.pid}`, `${rootCertificates[0]}\n`);
  renameSync(`${file}.${process.pid}`, file);
  return file;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const exited = once(child, "exit");
  // The whole group: the start script and the server that it started.
  process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGTERM");
  await exited;
}
