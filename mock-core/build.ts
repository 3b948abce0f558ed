import { execFileSync } from "node:child_process";
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { build } from "esbuild";

// Makes what `npm pack` packs: build/esm and build/cjs, each with its own types, so that both kinds of import find
// types of their own kind.

const root = import.meta.dirname;
const entryPoints = ["index.ts", "web.ts"].map((file) => join(root, "src", file));
const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  logLevel: "warning",
} as const;

rmSync(join(root, "build"), { recursive: true, force: true });
await build({
  ...common,
  entryPoints: [...entryPoints, join(root, "src/cli.ts")],
  format: "esm",
  splitting: true,
  outdir: join(root, "build/esm"),
});
await build({ ...common, entryPoints, format: "cjs", outdir: join(root, "build/cjs") });

const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const project = join(root, "tsconfig.build.json");
execFileSync(process.execPath, [tsc, "-p", project], { stdio: "inherit" });

// The declarations that the two entry points lead to, and no others.
const reached = new Set<string>();
function reach(file: string) {
  if (reached.has(file)) return;
  reached.add(file);
  const text = readFileSync(join(root, "build/esm", file), "utf8");
  for (const [, name] of text.matchAll(/"\.\/([\w-]+)\.ts"/g)) reach(`${name}.d.ts`);
}
for (const name of ["index.d.ts", "web.d.ts"]) reach(name);
for (const file of globSync(join(root, "build/esm/*.d.ts"))) {
  if (reached.has(basename(file))) cpSync(file, join(root, "build/cjs", basename(file)));
  else rmSync(file);
}
writeFileSync(
  join(root, "build/cjs/package.json"),
  `${JSON.stringify({ type: "commonjs" })}\n`,
);
