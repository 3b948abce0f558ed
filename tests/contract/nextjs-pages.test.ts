import { holdToContract } from "./contract.ts";
import { driveNextjsSandbox } from "./nextjs-sandbox.ts";

driveNextjsSandbox("nextjs-pages");
await holdToContract("nextjs-pages");
