import { holdToContract } from "./contract.ts";

await holdToContract("nextjs-app");
