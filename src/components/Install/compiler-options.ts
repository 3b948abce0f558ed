import type { Runtime } from "../../../snippets/frameworks.ts";

/** What the tsconfig.json of a server needs for the snippets: where `tsc --init` writes something else, or nothing. */
export function compilerOptions(runtime: Runtime | undefined): Record<string, unknown> {
  return {
    module: "nodenext",
    // `./page.ts` becomes `./page.js` in what the compiler writes.
    rewriteRelativeImportExtensions: true,
    types: ["node"],
    // `apiKey` of the SDK's `init` may be a string or absent; the snippets pass what the environment has.
    exactOptionalPropertyTypes: false,
    ...(runtime === "tsc" && { experimentalDecorators: true, emitDecoratorMetadata: true }),
  };
}
