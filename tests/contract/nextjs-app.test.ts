import { holdToContract } from "./hold-to-contract.ts";
import { driveNextjsSandbox } from "./nextjs-sandbox.ts";

driveNextjsSandbox("nextjs-app");
await holdToContract("nextjs-app");
