import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { expect } from "vitest";
import {
  readVerification,
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
  const files: Verification["files"] = {};
  for (const path of sourcesOf(framework)) {
    files[path] = sha256(readFileSync(new URL(`${framework.id}/${path}`, snippets), "utf8"));
  }
  const versions = versionsOf(framework);
  const verification = { hash: sha256(JSON.stringify(files)), files, versions, scenarios };
  if (update) writeVerification(framework.id, verification);
  expect(
    readVerification()[framework.id],
    `${verificationFile} is stale. Run: npm run verify -- ${framework.id}`,
  ).toEqual(verification);
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
