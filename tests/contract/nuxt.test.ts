import { holdToContract } from "./hold-to-contract.ts";
import { driveViteSandbox } from "./vite-sandbox.ts";

await holdToContract("nuxt");
driveViteSandbox("nuxt");
