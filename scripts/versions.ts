/**
 * `npm run versions [-- <id>... --all --table FILE]`: runs the contract with each release of scripts/versions/matrix.ts, one after the
 * other at low priority, and writes each outcome to results/versions.json. What has run is left out, unless --all.
 */
import { writeFileSync } from "node:fs";
import { readVersions, writeCell } from "../results/version-files.ts";
import { type Cell, keyOf, type Tried } from "../results/versions.ts";
import { canRun } from "../sandboxes/runtimes.ts";
import { findFramework } from "../snippets/frameworks.ts";
import { readArguments, wrongUsage } from "./command.ts";
import { runInProcess } from "./versions/child.ts";
import { alsoOf, axes } from "./versions/matrix.ts";
import { ReleaseError, resolveRelease } from "./versions/release.ts";
import { tableOf } from "./versions/table.ts";
import { variantFor } from "./versions/variant.ts";

const ids = [...new Set(axes.map(({ framework }) => framework))];
const command = {
  usage: "npm run versions [-- <id>... --all --table FILE]",
  about: `Runs the contract with each release that readers have, and writes results/versions.json. Skips releases that have run, unless --all. --table also writes all cells as a table.\n\nIds: ${ids.join(", ")}`,
};
const { values, positionals } = readArguments(command, {
  options: { all: { type: "boolean" }, table: { type: "string" } },
  names: true,
});
const named: readonly string[] = positionals;
const unknown = named.filter((id) => !ids.includes(id));
if (unknown.length > 0)
  wrongUsage(
    command,
    `No releases are listed for ${unknown.join(", ")}. There are: ${ids.join(", ")}`,
  );

const matrix = await cells();
const order = matrix.map(keyOf);
const done = new Set(readVersions().map(keyOf));
const wanted = matrix.filter(
  (tried) =>
    (named.length === 0 || named.includes(tried.framework)) &&
    (values.all || !done.has(keyOf(tried))),
);
console.log(`${wanted.length} of ${matrix.length} cells to run`);
for (const tried of wanted) {
  const { runtime, label } = findFramework(tried.framework) ?? {};
  if (!(await canRun(runtime, `${keyOf(tried)} (${label})`))) {
    process.exitCode = 1;
    continue;
  }
  const begin = Date.now();
  try {
    const cell = await runInProcess(tried, { priority: 15 });
    writeCell(cell, order);
    console.log(
      `${keyOf(tried)}: ${inWords(cell)} (${Math.round((Date.now() - begin) / 1000)} s)`,
    );
  } catch (error) {
    process.exitCode = 1;
    console.error(`${keyOf(tried)}: not run: ${(error as Error).message}`);
  }
}

if (values.table !== undefined) writeFileSync(values.table, tableOf(readVersions()));

/** Every cell of the matrix, with the newest release that each start of one stands for. */
async function cells(): Promise<Tried[]> {
  const found: Tried[] = [];
  for (const axis of axes) {
    const framework = findFramework(axis.framework);
    if (!framework) throw new Error(`snippets/frameworks.ts has no ${axis.framework}`);
    for (const start of axis.releases) {
      try {
        const wanted = await resolveRelease(framework, {
          package: axis.package,
          release: start,
        });
        const also = alsoOf(framework.id, wanted.package, wanted.release);
        const tried: Tried = {
          framework: framework.id,
          ...wanted,
          line: start,
          ...(also && { also }),
        };
        const variant = variantFor(framework, wanted);
        found.push(tried, ...(variant ? [{ ...tried, variant }] : []));
      } catch (error) {
        if (!(error instanceof ReleaseError)) throw error;
        process.exitCode = 1;
        console.error(`versions: ${error.message}`);
      }
    }
  }
  return found;
}

function inWords({ outcome, scenarios, failed, why }: Cell): string {
  if (outcome === "failed") return `${failed.length} of ${scenarios} scenarios failed`;
  return why ? `${outcome}: ${why}` : `${outcome}, ${scenarios} scenarios`;
}
