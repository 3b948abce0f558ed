import { holdToContract } from "./hold-to-contract.ts";
import { driveViteSandbox } from "./vite-sandbox.ts";

await holdToContract("tanstack-start");
driveViteSandbox("tanstack-start");
