import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  parseVerification,
  shortFormsFile,
  type Verification,
  verificationFile,
} from "../../../results/verification.ts";
import { versionsFile } from "../../../results/version-files.ts";
import type { Cell } from "../../../results/versions.ts";
import { findFramework } from "../../../snippets/frameworks.ts";
import { cachedTypes } from "./cache.ts";
import type { Fence } from "./fence.ts";
import { highlight } from "./highlight.ts";
import { javaScriptPath } from "./javascript.ts";
import { regionLines } from "./region.ts";
import { type RenderedCode, renderCode } from "./render.ts";
import { fromFile, hash, typedFolder } from "./sources.ts";
import type { FileTypes } from "./types.ts";
import { type Proof, proofOf, proofOfOlder } from "./verification.ts";

export interface Embed extends RenderedCode {
  /** HTML of the same in JavaScript, where the file can be written so and the region is more than types. */
  javascript?: string;
  /** From the first to the last line shown, counted from 1. */
  lines: [first: number, last: number];
  framework: string;
  proof: Proof;
}

/**
 * A snippet as it is shown. Throws an Error with one sentence where file or region do not exist, where a region's markers do not fit
 * and where the file has a type error (then with `file:line:column` of the snippet).
 */
export async function embed(siteDir: string, fence: Fence & { kind: "embed" }): Promise<Embed> {
  const { file, region, language } = fence;
  const path = join(siteDir, file);
  if (!existsSync(path)) throw new Error(`there is no file ${file}`);
  const text = readFileSync(path, "utf8");
  const shown = regionLines(file, text, region);
  const { hovers, errors, javascript } = await typesOf(siteDir, file);
  if (errors.length > 0) throw new Error(errors.join("\n"));
  const tokens = await highlight(text, language.grammar);
  const script = javascript && (await renderScript(file, javascript, region));
  const [, framework = "", ...rest] = file.split("/");
  const isShort = rest[0] === "short";
  const older = findFramework(framework)?.older?.find(({ folder }) => folder === rest[0]);
  return {
    ...renderCode({ tokens, hovers }, shown),
    ...(script && { javascript: script }),
    lines: [(shown[0] ?? 0) + 1, (shown.at(-1) ?? 0) + 1],
    framework,
    proof: older
      ? proofOfOlder(
          rest.slice(1).join("/"),
          hash(text),
          framework,
          older.folder,
          versionsOf(siteDir),
        )
      : proofOf(
          (isShort ? rest.slice(1) : rest).join("/"),
          hash(text),
          isShort ? undefined : findFramework(framework),
          verificationOf(siteDir, isShort ? shortFormsFile : verificationFile)[framework],
        ),
  };
}

/** The region of a script, or all of it, as HTML; undefined if nothing is left of it. */
async function renderScript(
  file: string,
  text: string,
  region: string | undefined,
): Promise<string | undefined> {
  const path = javaScriptPath(file);
  let shown: number[];
  try {
    shown = regionLines(path, text, region);
  } catch {
    // A region of types alone.
    return undefined;
  }
  const tokens = await highlight(text, path.endsWith("x") ? "jsx" : "javascript");
  return renderCode({ tokens, hovers: [] }, shown).code;
}

async function typesOf(siteDir: string, file: string): Promise<FileTypes> {
  if (!/\.([cm]?[jt]s|[jt]sx)$/.test(file)) return { hovers: [], errors: [] };
  const folder = typedFolder(siteDir, file);
  const types = folder === undefined ? undefined : (await cachedTypes(siteDir, folder))[file];
  if (!types) {
    throw new Error(
      `${file} is not type-checked: ${folder ?? "its folder"}/tsconfig.json must include it`,
    );
  }
  return types;
}

function versionsOf(siteDir: string): Cell[] {
  const path = join(siteDir, versionsFile);
  return existsSync(path) ? fromFile(path, versionsFile, (text) => JSON.parse(text)) : [];
}

/** Read once for each state of the file: a page has many embeds. */
function verificationOf(siteDir: string, name: string): Record<string, Verification> {
  const path = join(siteDir, name);
  return existsSync(path) ? fromFile(path, name, parseVerification) : {};
}
