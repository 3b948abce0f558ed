import { holdToContract } from "./hold-to-contract.ts";
import { driveNextjsSandbox } from "./nextjs-sandbox.ts";

driveNextjsSandbox("nextjs-pages");
await holdToContract("nextjs-pages");
