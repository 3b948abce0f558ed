import { holdToContract } from "./hold-to-contract.ts";
import { driveViteSandbox } from "./vite-sandbox.ts";

driveViteSandbox("sveltekit");
await holdToContract("sveltekit");
