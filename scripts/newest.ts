/**
 * `npm run newest`: raises every package of the snippets and sandboxes to its newest release, in this checkout only,
 * and prints what changed. The scheduled workflow runs the contract afterwards.
 */
import { execFileSync } from "node:child_process";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { readArguments } from "./command.ts";

readArguments(
  {
    usage: "npm run newest",
    about:
      "Raises every package of the snippets and sandboxes to its newest release, in this checkout, and prints what changed.",
  },
  { options: {} },
);

const npm = (...args: string[]) =>
  execFileSync("npm", args, { encoding: "utf8", shell: process.platform === "win32" });

const newest = new Map<string, string>();
for (const path of globSync("{snippets,sandboxes}/*/package.json")) {
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    const version = newest.get(name) ?? npm("view", name, "version").trim();
    newest.set(name, version);
    if (manifest.dependencies[name] === version) continue;
    console.log(`${path}: ${name} ${manifest.dependencies[name]} -> ${version}`);
    manifest.dependencies[name] = version;
  }
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
}
npm("install");
