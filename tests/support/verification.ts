import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { isLocal } from "../../sandboxes/compose.ts";
import type { Framework } from "../../snippets/frameworks.ts";
import type { Scenario } from "./scenario.ts";
import { versionOf } from "./versions.ts";

/** What one contract run found out about a framework: its part of `snippets/verification.json`. */
export interface Verification {
  /** Of all its snippets together. */
  hash: string;
  /** Of each snippet, by its path in the folder. */
  files: Record<string, string>;
  /** Exact versions of the packages that the page states. */
  versions: Record<string, string>;
  scenarios: Record<string, VerifiedScenario>;
}

export interface VerifiedScenario {
  title: string;
  capability: string;
  outcome: "passed" | "failed";
  /** The test file, where it is not one of the contract. */
  source?: string;
}

const snippets = new URL("../../snippets/", import.meta.url);
const file = new URL("verification.json", snippets);

/** The part of a framework as this run gives it. */
export function verificationOf(
  framework: Framework,
  outcomes: ReadonlyMap<Scenario, boolean>,
): Verification {
  const files: Verification["files"] = {};
  for (const path of sourcesOf(framework)) {
    files[path] = sha256(readFileSync(new URL(`${framework.id}/${path}`, snippets), "utf8"));
  }
  return {
    hash: sha256(JSON.stringify(files)),
    files,
    versions: versionsOf(framework),
    scenarios: Object.fromEntries(
      [...outcomes].map(([{ id, title, capability }, passed]) => [
        id,
        { title, capability, outcome: passed ? ("passed" as const) : ("failed" as const) },
      ]),
    ),
  };
}

/** The whole of `snippets/verification.json`. */
export function readVerification(): Record<string, Verification> {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

/** Puts one framework's part into `snippets/verification.json` and leaves the others. */
export function writeVerification(id: string, verification: Verification): void {
  const all = { ...readVerification(), [id]: verification };
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
}

/** What names packages and settings: a reader has their own. */
const manifests =
  /^(.*\/)?((package(-lock)?|tsconfig)\.json|go\.(mod|sum)|requirements\.(in|txt))$/;

/** Every file of the framework's folder that a reader may copy, sorted. */
function sourcesOf({ id }: Framework): string[] {
  return globSync("**/*", {
    cwd: new URL(`${id}/`, snippets),
    withFileTypes: true,
    exclude: (entry) => isLocal(entry.name) || entry.name === "dist",
  })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .map((path) => path.slice(new URL(`${id}/`, snippets).pathname.length))
    .filter((path) => !manifests.test(path))
    .sort();
}

function versionsOf({ id, packages }: Framework): Record<string, string> {
  const folder = new URL(`${id}/`, snippets);
  return Object.fromEntries(packages.map((name) => [name, versionOf(name, folder)]));
}

function sha256(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("hex")}`;
}
