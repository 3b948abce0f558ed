import { createProcessor } from "@mdx-js/mdx";
import type { Root } from "mdast";
import ts from "typescript";
import { visit } from "unist-util-visit";
import { parseFence } from "../../../src/plugins/snippets/fence.ts";

const elements = ["pre", "CodeBlock"];

/**
 * Where a page holds program code that was typed into it: `page:line: what`, for MDX and for TSX pages.
 * @param path as it is to be named, its extension decides how the text is read
 */
export function handTyped(path: string, text: string): string[] {
  return path.endsWith(".tsx") ? inTsx(path, text) : inMdx(path, text);
}

function inMdx(path: string, text: string): string[] {
  const found: string[] = [];
  // Front matter and the ids of headings are not MDX; their lines still count.
  const body = text
    .replace(/^---\n[\s\S]*?\n---\n/, (matter) => matter.replaceAll(/[^\n]/g, ""))
    .replaceAll(/^(#+ .*) \{#[\w.-]+\}$/gm, "$1");
  const tree = createProcessor().parse(body) as Root;
  visit(tree, (node) => {
    const report = (what: string) =>
      found.push(`${path}:${node.position?.start.line}: ${what}`);
    if (node.type === "code") {
      try {
        parseFence(node.lang ?? undefined, node.meta ?? undefined, node.value);
      } catch (error) {
        report(error instanceof Error ? error.message : String(error));
      }
    } else if (node.type === "mdxJsxFlowElement" || node.type === "mdxJsxTextElement") {
      if (elements.includes(node.name ?? "")) report(`a <${node.name}> element`);
      for (const { value } of node.attributes) {
        if (value && typeof value === "object" && hasLongTemplate(value.value))
          report("a template of several lines");
      }
    } else if (
      node.type === "mdxFlowExpression" ||
      node.type === "mdxTextExpression" ||
      node.type === "mdxjsEsm"
    ) {
      if (hasLongTemplate(node.value)) report("a template of several lines");
    }
  });
  return found;
}

function hasLongTemplate(code: string): boolean {
  return inTsx("", code).length > 0;
}

function inTsx(path: string, text: string): string[] {
  const found: string[] = [];
  const source = ts.createSourceFile(
    "page.tsx",
    text,
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  const line = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1;
  const check = (node: ts.Node): void => {
    const start = line(node.getStart(source));
    if (ts.isJsxOpeningLikeElement(node) && elements.includes(node.tagName.getText(source))) {
      found.push(`${path}:${start}: a <${node.tagName.getText(source)}> element`);
    }
    if (
      (ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node)) &&
      line(node.getEnd()) > start
    ) {
      found.push(`${path}:${start}: a template of several lines`);
    }
    ts.forEachChild(node, check);
  };
  check(source);
  return found;
}
