import { holdToContract } from "./hold-to-contract.ts";

await holdToContract("astro");
