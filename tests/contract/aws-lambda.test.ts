import { holdToContract } from "./contract.ts";

await holdToContract("aws-lambda");
