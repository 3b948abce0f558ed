import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { causesModule } from "./causes.ts";
import { engineFiles } from "./engine-files.ts";
import { frameFiles } from "./frame-files.ts";

/** The scripts and styles of the lab, each fetched when a reader starts it, or, of the interpreter, when code is run. */
export const entries = {
  engine: "src/lab/worker/main.ts",
  frame: "src/lab/frame/main.ts",
  // The look of the app's pages.
  page: "snippets/web-js/script-tags/style.css",
  look: "src/components/Lab/lab.css",
  view: "src/components/Lab/start.ts",
  editor: "src/components/Lab/view/editor.ts",
  interpreter: "src/lab/worker/interpreter.ts",
} as const;

export type Entry = keyof typeof entries;

/** What the page imports; a worker and a frame run classic scripts. */
const modules: ReadonlySet<Entry> = new Set(["view", "editor"]);

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
    format: modules.has(entry) ? "esm" : "iife",
    platform: "browser",
    target: ["chrome123", "firefox128", "safari17.5"],
    minify: true,
    legalComments: "none",
    tsconfigRaw: {},
    alias: {
      "@site": siteDir,
      ...(entry === "view" && {
        tldts: join(siteDir, "src/lab/browser/domain-of-one-host.ts"),
      }),
    },
    plugins: [
      ...(entry === "engine" ? [engineFiles(siteDir)] : []),
      frameFiles,
      causesModule(siteDir),
    ],
    // The frame has a URL of its own, and no page can replace `window.location`.
    ...(entry === "frame" && { define: { "window.location": "labLocation" } }),
    write: false,
    logLevel: "error",
  };
  const { outputFiles } = await build(options);
  const [file] = outputFiles ?? [];
  if (!file) throw new Error(`esbuild made nothing of ${entries[entry]}`);
  return { name: file.path.slice(join(siteDir, "assets/").length), text: file.text };
}
