/** Runs one cell of the matrix in a process of its own, `node scripts/versions/cell.ts <Tried as JSON> [<priority>]`, and prints it as JSON. */
import { setPriority } from "node:os";
import type { Tried } from "../../results/versions.ts";
import { goCaches, pythonTools } from "../../sandboxes/runtimes.ts";
import { runCell } from "./run-cell.ts";

const priority = Number(process.argv[3] ?? 0);
if (priority > 0) setPriority(priority);
Object.assign(process.env, goCaches, pythonTools);
const tried: Tried = JSON.parse(process.argv[2] ?? "");
const cell = await runCell(tried, (line) => console.error(line));
console.log(JSON.stringify(cell));
// Whatever the app has left open is of no use now.
process.exit(0);
