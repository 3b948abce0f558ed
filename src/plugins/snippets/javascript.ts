import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { blankSourceFile } from "ts-blank-space";
import ts from "typescript";
import { siteDir } from "./sources.ts";

/**
 * TypeScript files as the JavaScript that a reader would have written: without types, with comments, regions and blank lines as they
 * are, imports of `./page.ts` turned into `./page.js`, and formatted like every other source.
 * @param files their texts by their paths
 * @returns texts by the same paths; nothing at all where a file has syntax that is more than types, as decorators and enums
 * Throws if the formatter does.
 */
export function toJavaScript(
  files: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const stripped: Record<string, string> = {};
  for (const [path, text] of Object.entries(files)) {
    const script = withoutTypes(path, text);
    if (script === undefined) return {};
    stripped[path] = script;
  }
  return format(stripped);
}

/** A path with the extension of JavaScript: `page.tsx` becomes `page.jsx`. */
export function javaScriptPath(path: string): string {
  return path.replace(/\.([cm]?)ts(x?)$/, ".$1js$2");
}

function withoutTypes(path: string, text: string): string | undefined {
  const kind = path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const parse = (source: string) =>
    ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, kind);
  const source = parse(text);
  let characters = text;
  let isErasable = true;
  /** Of the same length, so that every other place stays where it is. */
  const replace = (start: number, end: number, by: string) => {
    characters = characters.slice(0, start) + by + characters.slice(end);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isDecorator(node)) isErasable = false;
    if (ts.isStringLiteral(node) && isSpecifier(node) && /^\.{1,2}\//.test(node.text)) {
      const [start, end] = [node.getStart(source) + 1, node.getEnd() - 1];
      replace(start, end, javaScriptPath(node.text));
    }
    // A comment about a type says nothing without it.
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
      for (const { pos, end, kind } of ts.getLeadingCommentRanges(text, node.pos) ?? []) {
        const isAttached =
          kind === ts.SyntaxKind.MultiLineCommentTrivia &&
          !/\n\s*\n/.test(text.slice(end, node.getStart(source)));
        if (isAttached) replace(pos, end, text.slice(pos, end).replaceAll(/\S/g, " "));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const blank = blankSourceFile(parse(characters), () => {
    isErasable = false;
  });
  if (!isErasable) return undefined;
  const before = text.split("\n");
  return blank
    .split("\n")
    .filter((line, index) => !/^\s*;?\s*$/.test(line) || before[index]?.trim() === "")
    .join("\n");
}

/** Whether a string names a module: of an import, an export or an `import()`. */
function isSpecifier(node: ts.StringLiteral): boolean {
  const { parent } = node;
  return (
    ((ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) &&
      parent.moduleSpecifier === node) ||
    (ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword)
  );
}

/** All in one run of the formatter, with this repository's settings. */
function format(files: Readonly<Record<string, string>>): Record<string, string> {
  const { formatter, javascript } = JSON.parse(
    readFileSync(join(siteDir, "biome.json"), "utf8"),
  );
  const folder = mkdtempSync(join(tmpdir(), "javascript-"));
  try {
    writeFileSync(
      join(folder, "biome.json"),
      JSON.stringify({ root: true, formatter, javascript }),
    );
    for (const [path, text] of Object.entries(files)) {
      const copy = join(folder, javaScriptPath(path));
      mkdirSync(dirname(copy), { recursive: true });
      writeFileSync(copy, text);
    }
    const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
    const run = spawnSync(process.execPath, [biome, "format", "--write", "."], {
      cwd: folder,
      encoding: "utf8",
    });
    if (run.status !== 0) throw new Error(`biome format: ${run.stdout}${run.stderr}`);
    return Object.fromEntries(
      Object.keys(files).map((path) => [
        path,
        readFileSync(join(folder, javaScriptPath(path)), "utf8"),
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
