import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { expect } from "vitest";
import {
  readVerification,
  shortFormsFile,
  type Verification,
  verificationFile,
  writeVerification,
} from "../../results/verification.ts";
import { isLocal } from "../../sandboxes/compose.ts";
import type { Framework } from "../../snippets/frameworks.ts";
import { update } from "./recordings.ts";
import { versionOf } from "./versions.ts";

const snippets = new URL("../../snippets/", import.meta.url);

/** `results/verification.json` says of the framework what this run has found, with its snippets and versions of now; to record anew writes it. */
export function expectVerified(
  framework: Framework,
  scenarios: Verification["scenarios"],
): void {
  const folder = new URL(`${framework.id}/`, snippets);
  expectRecorded(framework, scenarios, folder, verificationFile);
}

/** The same of its short form and `results/short-forms.json`. */
export function expectShortFormVerified(
  framework: Framework,
  scenarios: Verification["scenarios"],
): void {
  const folder = new URL(`${framework.id}/short/`, snippets);
  expectRecorded(framework, scenarios, folder, shortFormsFile);
}

function expectRecorded(
  framework: Framework,
  scenarios: Verification["scenarios"],
  folder: URL,
  name: string,
): void {
  const files: Verification["files"] = {};
  const others = framework.older?.map((release) => release.folder);
  for (const path of sourcesIn(folder, others))
    files[path] = sha256(readFileSync(new URL(path, folder), "utf8"));
  const versions = versionsOf(framework);
  const verification = { hash: sha256(JSON.stringify(files)), files, versions, scenarios };
  if (update) writeVerification(framework.id, verification, name);
  expect(
    readVerification(undefined, name)[framework.id],
    `${name} is stale. Run: npm run verify -- ${framework.id}`,
  ).toEqual(verification);
}

/** What names packages and settings: a reader has their own. */
const manifests =
  /^(.*\/)?((package(-lock)?|tsconfig)\.json|go\.(mod|sum)|requirements\.(in|txt))$/;

/** Every file of a folder that a reader can copy, sorted; its minimal version and the files for older releases are verified separately. */
function sourcesIn(folder: URL, others: readonly string[] = []): string[] {
  return globSync("**/*", {
    cwd: folder,
    withFileTypes: true,
    exclude: ({ name }) =>
      isLocal(name) || name === "dist" || name === "short" || others.includes(name),
  })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .map((path) => path.slice(folder.pathname.length))
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
