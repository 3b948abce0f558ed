/**
 * `npm run bench [-- <group>...] [--json FILE]`: measures, and prints each figure with its budget and aim. Ends with code 1
 * when a budget is broken or a group cannot be measured.
 */
import { statSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Bench, type Figure, type Measurement, show } from "../results/bench.ts";
import { figures, type Group, type Measured } from "./bench/budgets.ts";
import { Fault } from "./bench/fault.ts";
import { helpIfAsked } from "./command.ts";

/** Each loads what it needs only when it is run. */
const groups: { [G in Group]: () => Promise<Measured<G>> } = {
  page: async () => (await import("./bench/page.ts")).measurePage(),
  build: async () => (await import("./bench/build.ts")).measureBuild(),
  payload: async () => (await import("./bench/payload.ts")).measurePayload(),
  verification: async () => (await import("./bench/verification.ts")).measureVerification(),
  lab: async () => (await import("./bench/lab.ts")).measureLab(),
  "mock-core": async () => (await import("./bench/mock-core.ts")).measureMockCore(),
};

const allowed = Object.keys(groups) as Group[];
helpIfAsked({
  usage: "npm run bench [-- <group>... --json FILE]",
  about: `Measures, and prints each figure with its budget and aim.\n\nGroups: ${allowed.join(", ")}`,
});
const { wanted, json } = readArguments();
const machine = describeMachine();
console.log(`${machine}\n`);
if ((loadavg()[0] ?? 0) > cpus().length) {
  console.error(
    "bench: other programs keep the machine busy, so times and rates are unreliable",
  );
}
printRow("figure", "measured", "budget", "aim", "");

const results: Measurement[] = [];
for (const group of wanted) {
  console.log(`\n${group}`);
  try {
    const measured: Record<string, number> = await groups[group]();
    for (const [figure, value] of Object.entries(measured)) print(group, figure, value);
  } catch (error) {
    process.exitCode = 1;
    // An unexpected error prints its stack; the other groups are still measured.
    if (error instanceof Fault) console.error(`bench: ${group}: ${error.message}`);
    else console.error(`bench: ${group}:`, error);
  }
}

const over = results.filter(({ verdict }) => verdict === "over");
if (over.length > 0) {
  process.exitCode = 1;
  console.error(`\nbench: over budget: ${over.map(({ what }) => what).join("; ")}`);
}
if (json !== undefined)
  writeFileSync(json, `${JSON.stringify({ machine, results } satisfies Bench, null, 2)}\n`);

function print(group: Group, figure: string, value: number): void {
  const row = (figures[group] as Record<string, Figure>)[figure];
  if (row === undefined) throw new Error(`${group} has no figure ${figure}`);
  const verdict = verdictOn(row, value);
  results.push({ group, figure, ...row, value, verdict });
  const limit = (bound: number | undefined) =>
    bound === undefined ? "" : `${row.atLeast ? "≥" : "≤"} ${show(bound, row.unit)}`;
  printRow(row.what, show(value, row.unit), limit(row.budget), limit(row.aim), verdict);
}

/** "over" for a broken budget, nothing for a figure that has neither budget nor aim. */
function verdictOn({ budget, aim, atLeast }: Figure, value: number): string {
  const keeps = (bound: number) => (atLeast ? value >= bound : value <= bound);
  if (budget !== undefined && !keeps(budget)) return "over";
  if (aim !== undefined && !keeps(aim))
    return budget === undefined ? "aim missed" : "ok, aim missed";
  return budget === undefined && aim === undefined ? "" : "ok";
}

function printRow(
  what: string,
  measured: string,
  budget: string,
  aim: string,
  verdict: string,
) {
  const cells = [what.padEnd(46), measured.padStart(11), budget.padStart(11), aim.padStart(11)];
  console.log(`${cells.join(" | ")} | ${verdict}`.trimEnd());
}

function describeMachine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? "unknown processor";
  const memory = Math.round(totalmem() / 1024 ** 3);
  const busy = loadavg()[0]?.toFixed(1);
  return `Node ${process.version}, ${process.platform} ${process.arch}, ${processors.length} × ${model}, ${memory} GiB, load ${busy}, ${new Date().toISOString().slice(0, 10)}`;
}

/** Ends with code 2 and one line for arguments that make no sense, before anything is measured. */
function readArguments(): { wanted: Group[]; json: string | undefined } {
  const usage = `usage: npm run bench [-- <group>... --json FILE], groups: ${allowed.join(", ")}`;
  const wrong = (message: string): never => {
    console.error(`bench: ${message}; ${usage}`);
    process.exit(2);
  };
  const parse = () =>
    parseArgs({ allowPositionals: true, options: { json: { type: "string" } } });
  let args: ReturnType<typeof parse>;
  try {
    args = parse();
  } catch (error) {
    // parseArgs adds hints to its first sentence; one is enough here.
    return wrong(
      String(error instanceof Error ? error.message : error).split(/\. |\n/)[0] ?? "",
    );
  }
  const unknown = args.positionals.filter((name) => !allowed.some((group) => group === name));
  if (unknown.length > 0) wrong(`no group ${unknown.join(", ")}`);
  const json = args.values.json === undefined ? undefined : resolve(args.values.json);
  if (json !== undefined) {
    const folder = statSync(dirname(json), { throwIfNoEntry: false });
    if (!folder?.isDirectory()) wrong(`--json ${json}: there is no folder ${dirname(json)}`);
    if (statSync(json, { throwIfNoEntry: false })?.isDirectory())
      wrong(`--json ${json} is a folder: name a file`);
  }
  const named = args.positionals as Group[];
  return {
    wanted: named.length > 0 ? allowed.filter((name) => named.includes(name)) : allowed,
    json,
  };
}
