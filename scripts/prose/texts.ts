/**
 * What is prose in a file. Everything else is replaced by spaces, so that a place in the prose is the same place in the file.
 */
import ts from "typescript";

/** A page: its text and front matter, without code, tags, links' targets and comments. */
export function proseOfPage(source: string): string {
  return blank(source, [
    /^ *(`{3,})[^\n]*\n[\s\S]*?^ *\1 *$/gm,
    /`[^`\n]*`/g,
    /<code>.*?<\/code>/g,
    /\{\/\*[\s\S]*?\*\/\}/g,
    /^(import|export) .*$/gm,
    /^(slug|keywords): .*$/gm,
    // A tag, except for the title of a diagram.
    /<\/?[A-Za-z](?:(?! title="|>).)*>?/g,
    /\]\([^)]*\)/g,
    /\{#[^}]*\}/g,
  ]);
}

/** The comments of a source file. */
export function comments(source: string, file: string): string {
  const kept = isScript(file)
    ? keep(source, commentsOf(source, file))
    : byPattern(source, file);
  return blank(kept, [/`[^`\n]*`/g, /https?:\S+/g, /[#/]\s*(end)?region .*/g]);
}

/** The titles of scenarios, scenes and tests, and the harm of mutants. */
export function titles(source: string): string {
  return keep(
    source,
    matchesOf(source, [
      /\btitle:\s*(["`])(?:\\.|(?!\1)[\s\S])*\1/g,
      /\b(?:test|it|describe)\(\s*(["`])(?:\\.|(?!\1)[\s\S])*\1/g,
      /"(?:harm|equivalent)":\s*"(?:\\.|[^"\\])*"/g,
    ]),
  );
}

/** The messages of a program and the text of a component: its strings of three words and more. */
export function messages(source: string, file: string): string {
  return blank(keep(source, stringsOf(source, file)), [/`[^`\n]*`/g]);
}

type Range = readonly [start: number, end: number];

const isScript = (file: string) => /\.[cm]?[jt]sx?$/.test(file);

/** The comments of a language that TypeScript does not parse. */
function byPattern(source: string, file: string): string {
  const kinds = file.endsWith(".py")
    ? [/(?<!["'\w])#.*$/gm, /"""[\s\S]*?"""/g]
    : [/(?<![:"'`\w])\/\/[^\n]*/g, /\/\*[\s\S]*?\*\//g, /<!--[\s\S]*?-->/g];
  return keep(source, matchesOf(source, kinds));
}

/** Uses a parser, because a pattern would treat `"*\/*"` and `/[/*]/` as the beginning of a comment. */
function commentsOf(source: string, file: string): Range[] {
  const ranges = new Map<number, number>();
  const visit = (node: ts.Node): void => {
    for (const child of node.getChildren()) visit(child);
    if (!ts.isToken(node) || ts.isJsxText(node)) return;
    // Those that follow the token before it on its line, and those on the lines after.
    for (const { pos, end } of [
      ...(ts.getTrailingCommentRanges(source, node.pos) ?? []),
      ...(ts.getLeadingCommentRanges(source, node.pos) ?? []),
    ])
      ranges.set(pos, end);
  };
  visit(parse(source, file));
  return [...ranges];
}

function stringsOf(source: string, file: string): Range[] {
  const ranges: Range[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    const isText =
      ts.isStringLiteral(node) ||
      ts.isNoSubstitutionTemplateLiteral(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node) ||
      ts.isJsxText(node);
    if (isText && /\w\W+\w+\s+\w/.test(node.text)) ranges.push([node.getStart(), node.end]);
    ts.forEachChild(node, visit);
  };
  visit(parse(source, file));
  // Without the quotes: the backticks of a template would look like a code span.
  const isQuote = (at: number) => Number(/["'`]/.test(source[at] ?? ""));
  return ranges.map(([start, end]) => [start + isQuote(start), end - isQuote(end - 1)]);
}

function parse(source: string, file: string): ts.SourceFile {
  return ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
}

function blank(text: string, patterns: readonly RegExp[]): string {
  return patterns.reduce((left, pattern) => left.replace(pattern, spaces), text);
}

function matchesOf(text: string, patterns: readonly RegExp[]): Range[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(
      (match): Range => [match.index, match.index + match[0].length],
    ),
  );
}

function keep(text: string, ranges: readonly Range[]): string {
  const kept = [...spaces(text)];
  for (const [start, end] of ranges) {
    for (let at = start; at < end; at++) kept[at] = text[at] ?? "";
  }
  return kept.join("");
}

const spaces = (text: string) => text.replace(/[^\n]/g, " ");
