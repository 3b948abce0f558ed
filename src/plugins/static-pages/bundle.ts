import { basename, join } from "node:path";
import { build } from "esbuild";

export interface Bundle {
  /** The style sheet of every page, minified. */
  css: string;
  /** That of src/css/few-pages.css. */
  fewPagesCss: string;
  /** File name of the module that every page loads; the other scripts are its chunks, loaded on demand. */
  entry: string;
  /** File name to text. */
  scripts: ReadonlyMap<string, string>;
}

/** Bundles src/client/site.ts and the style sheets of src/css for browsers of the last two years. Throws if esbuild does. */
export async function bundle(siteDir: string): Promise<Bundle> {
  const { outputFiles } = await build({
    absWorkingDir: siteDir,
    entryPoints: [
      "src/client/site.ts",
      ...["fonts", "site", "few-pages"].map((name) => `src/css/${name}.css`),
    ],
    outdir: "assets",
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    target: ["chrome123", "firefox128", "safari17.5"],
    minify: true,
    legalComments: "none",
    external: ["/fonts/*"],
    write: false,
    logLevel: "error",
  });
  const css: string[] = [];
  let fewPagesCss = "";
  const scripts = new Map<string, string>();
  for (const { path, text } of outputFiles) {
    if (basename(path).startsWith("few-pages-")) fewPagesCss = text.trim();
    else if (path.endsWith(".css")) css.push(text.trim());
    else scripts.set(basename(path), text);
  }
  const entry = [...scripts.keys()].find((name) => name.startsWith("site-"));
  if (!entry)
    throw new Error(`esbuild made no module of ${join(siteDir, "src/client/site.ts")}`);
  return { css: css.join(""), fewPagesCss, entry, scripts };
}
