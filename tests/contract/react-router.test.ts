import { holdToContract } from "./hold-to-contract.ts";
import { driveViteSandbox } from "./vite-sandbox.ts";

driveViteSandbox("react-router");
await holdToContract("react-router");
