import type { Runtime } from "@site/snippets/frameworks.ts";

/** What the tsconfig.json of a server needs for the snippets, beyond what `tsc --init` writes. */
export function compilerOptions(runtime: Runtime | undefined): Record<string, unknown> {
  return {
    module: "nodenext",
    // `./page.ts` becomes `./page.js` in what the compiler writes.
    rewriteRelativeImportExtensions: true,
    types: ["node"],
    ...(runtime === "tsc" && { experimentalDecorators: true, emitDecoratorMetadata: true }),
  };
}
