import { createRequire } from "node:module";
import { holdToContract } from "./hold-to-contract.ts";
import { driveViteSandbox } from "./vite-sandbox.ts";

await holdToContract("nuxt");
// npm has no program of esbuild for the processor of a browser: the build borrows the native one.
const esbuild = createRequire(import.meta.url).resolve("esbuild/bin/esbuild");
driveViteSandbox("nuxt", { ESBUILD_BINARY_PATH: esbuild });
