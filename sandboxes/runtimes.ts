import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Framework, Runtime } from "../snippets/frameworks.ts";
import { findGo } from "./runtimes/go/lab/toolchain.ts";
import { findPython } from "./runtimes/python/lab/toolchain.ts";

const cache = join(import.meta.dirname, "../.cache");

/** Where Go keeps modules and builds of this project: in it, and free to be deleted. */
export const goCaches = {
  GOMODCACHE: join(cache, "go/modules"),
  GOCACHE: join(cache, "go/builds"),
  GOFLAGS: [process.env.GOFLAGS, "-modcacherw"].filter(Boolean).join(" "),
};

const ownUv = join(cache, "python/tools/bin/uv");

/** Names uv where `npm run lint` has installed it, among this project's tools for Python. */
export const pythonTools: Record<string, string> = existsSync(ownUv) ? { UV: ownUv } : {};

/**
 * What a runtime needs on this machine in addition to Node. Each throws if it is missing, with a line that says how to
 * get it.
 */
const toolchains: Partial<Record<Runtime, () => Promise<unknown>>> = {
  go: () => findGo(join(import.meta.dirname, "../snippets/go")),
  python: () => findPython(),
};

/**
 * Those of the frameworks whose runtime this machine has. One line for each missing runtime says what is left out.
 * @param what is done with them, e.g. "the contract"
 */
export async function runnable(
  frameworks: readonly Framework[],
  what: string,
): Promise<Framework[]> {
  const left = new Set<Runtime | undefined>();
  for (const runtime of new Set(frameworks.map((framework) => framework.runtime))) {
    const labels = frameworks
      .filter((framework) => framework.runtime === runtime)
      .map(({ label }) => label);
    if (!(await canRun(runtime, `${what} of ${labels.join(", ")}`))) left.add(runtime);
  }
  return frameworks.filter(({ runtime }) => !left.has(runtime));
}

/**
 * Whether this machine has a runtime. Where it does not, one line says what is left out, and how to get it.
 * @param what is left out, e.g. "the contract of Go"
 * @throws the same line with CI=true: nothing may be left out there
 */
export async function canRun(runtime: Runtime | undefined, what: string): Promise<boolean> {
  try {
    if (runtime) await toolchains[runtime]?.();
    return true;
  } catch (error) {
    const line = `Not run: ${what}. ${(error as Error).message}`;
    if (process.env.CI === "true") throw new Error(line);
    console.warn(line);
    return false;
  }
}
