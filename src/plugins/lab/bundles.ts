import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { engineFiles } from "./engine-files.ts";

/** The scripts and styles of the lab, each fetched when a reader starts it, or, of the interpreter, when code is run. */
export const entries = {
  engine: "src/lab/worker/main.ts",
} as const;

export type Entry = keyof typeof entries;

/** Bundles an entry. Gives the file's name, with a hash of its content, and its text. Throws where esbuild does. */
export async function bundleLab(
  siteDir: string,
  entry: Entry,
): Promise<{ name: string; text: string }> {
  const options: BuildOptions = {
    absWorkingDir: siteDir,
    entryPoints: { [`lab-${entry}`]: entries[entry] },
    outdir: "assets",
    entryNames: "[name]-[hash]",
    bundle: true,
    format: "iife",
    platform: "browser",
    target: ["chrome123", "firefox128", "safari17.5"],
    minify: true,
    legalComments: "none",
    plugins: [engineFiles(siteDir)],
    write: false,
    logLevel: "error",
  };
  const { outputFiles } = await build(options);
  const [file] = outputFiles ?? [];
  if (!file) throw new Error(`esbuild made nothing of ${entries[entry]}`);
  return { name: file.path.slice(join(siteDir, "assets/").length), text: file.text };
}
