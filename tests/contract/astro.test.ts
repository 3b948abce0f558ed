import { holdToContract } from "./hold-to-contract.ts";
import { driveViteSandbox } from "./vite-sandbox.ts";

driveViteSandbox("astro");
await holdToContract("astro");
