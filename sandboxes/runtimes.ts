import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Framework, Language } from "../snippets/frameworks.ts";
import { findGo } from "./languages/go/lab/toolchain.ts";
import { findPython } from "./languages/python/lab/toolchain.ts";

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
 * Those of the frameworks whose language this machine runs; what is left out is said in a line for each language.
 * @param what is done with them, e.g. "the contract"
 */
export async function runnable(
  frameworks: readonly Framework[],
  what: string,
): Promise<Framework[]> {
  const left = new Set<Language>();
  for (const language of new Set(frameworks.map((framework) => framework.language))) {
    const labels = frameworks
      .filter((framework) => framework.language === language)
      .map(({ label }) => label);
    if (!(await canRun(language, `${what} of ${labels.join(", ")}`))) left.add(language);
  }
  return frameworks.filter(({ language }) => !left.has(language));
}

/**
 * Whether this machine runs a language. Where it does not, one line says what is left out, and how to get it.
 * @param what is left out, e.g. "the contract of Go"
 * @throws the same line with CI=true: nothing may be left out there
 */
export async function canRun(language: Language, what: string): Promise<boolean> {
  try {
    if (language === "go") await findGo(join(import.meta.dirname, "../snippets/go"));
    if (language === "python") await findPython();
    return true;
  } catch (error) {
    const line = `Not run: ${what}. ${(error as Error).message}`;
    if (process.env.CI === "true") throw new Error(line);
    console.warn(line);
    return false;
  }
}
