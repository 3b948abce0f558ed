/**
 * `npm run newest [-- --table FILE]`: raises every package of the snippets and sandboxes to its newest release, in this
 * checkout only, and prints what changed. With a file, it runs the contract and writes a table of what each server found.
 */
import { execFileSync } from "node:child_process";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import type { Cell } from "../results/versions.ts";
import { buildSandbox } from "../sandboxes/build.ts";
import { frameworks } from "../snippets/frameworks.ts";
import { readArguments } from "./command.ts";
import { runContract } from "./versions/contract.ts";
import { tableOf } from "./versions/table.ts";

const { values } = readArguments(
  {
    usage: "npm run newest [-- --table FILE]",
    about:
      "Raises every package of the snippets and sandboxes to its newest release, in this checkout, and prints what changed. With a file, runs the contract of each server and writes a table of the outcome.",
  },
  { options: { table: { type: "string" } } },
);

const npm = (...args: string[]) =>
  execFileSync("npm", args, { encoding: "utf8", shell: process.platform === "win32" });

const newest = new Map<string, string>();
/** By the manifest: the packages that it names, and the release that they have now. */
const raised = new Map<string, Record<string, string>>();
for (const path of globSync("{snippets,sandboxes}/*/package.json")) {
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    const version = newest.get(name) ?? npm("view", name, "version").trim();
    newest.set(name, version);
    if (manifest.dependencies[name] === version) continue;
    console.log(`${path}: ${name} ${manifest.dependencies[name]} -> ${version}`);
    manifest.dependencies[name] = version;
    raised.set(path, { ...raised.get(path), [name]: version });
  }
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
}
npm("install");

if (values.table !== undefined) {
  const cells: Cell[] = [];
  for (const framework of frameworks) {
    if (framework.kind !== "server" || framework.language !== "typescript") continue;
    const { id, label } = framework;
    const [[name, release] = ["nothing", "new"], ...others] = Object.entries(
      raised.get(`sandboxes/${id}/package.json`) ?? {},
    );
    const found = await runContract(framework, await buildSandbox(id));
    const also = Object.fromEntries(others);
    const on = new Date().toISOString().slice(0, 10);
    cells.push({ framework: id, package: name, release, also, ...found, on });
    console.log(`${label}: ${found.outcome}`);
  }
  writeFileSync(values.table, tableOf(cells));
  if (cells.some(({ outcome }) => outcome !== "passed")) process.exitCode = 1;
}
