import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rewrite, root } from "./rewrite.ts";

/** What one run found out about a framework: its part of `results/verification.json`. */
export interface Verification {
  /** Of all its snippets together. */
  hash: string;
  /** Of each snippet, by its path in the folder. */
  files: Record<string, string>;
  /** Exact versions of the packages that the page states. */
  versions: Record<string, string>;
  /** By scenario id. */
  scenarios: Record<string, VerifiedScenario>;
}

export interface VerifiedScenario {
  title: string;
  capability: string;
  outcome: "passed" | "failed";
  /** The test file, where it is not one of the contract. */
  source?: string;
}

/** As a path from the root of the repository. */
export const verificationFile = "results/verification.json";

/** The same of the short forms, `snippets/<id>/short/`: the paths of their files are relative to that folder. */
export const shortFormsFile = "results/short-forms.json";

/** The results of the last runs, by framework id; nothing if there is no file. Throws if it is not JSON. */
export function readVerification(
  siteDir = root,
  name: string = verificationFile,
): Record<string, Verification> {
  const file = join(siteDir, name);
  return existsSync(file) ? parseVerification(readFileSync(file, "utf8")) : {};
}

/** The same of the file's text. */
export function parseVerification(text: string): Record<string, Verification> {
  return JSON.parse(text);
}

/** Puts the part of one framework into the file and leaves the others. */
export function writeVerification(
  framework: string,
  verification: Verification,
  name: string = verificationFile,
): void {
  rewrite(join(root, name), (text = "{}") => {
    const all = { ...parseVerification(text), [framework]: verification };
    const sorted = Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
    return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
  });
}
