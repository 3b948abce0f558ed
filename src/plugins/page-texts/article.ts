import type { Element, Root } from "hast";
import { toText } from "hast-util-to-text";
import rehypeParse from "rehype-parse";
import { unified } from "unified";
import { EXIT, SKIP, visit } from "unist-util-visit";

/** A page of the site without what is around it and what only works on a screen. */
export interface Article {
  /** "/express" */
  path: string;
  title: string;
  description: string;
  /** Other words for what it is about: `keywords` of its front matter. */
  keywords: string;
  /** The category that it stands under: "On the server". */
  group: string;
  content: Element;
}

/** What says nothing as text: what is pressed, drawn or said a second time. */
const skippedTags = new Set(["script", "svg", "button"]);
const skippedClasses = new Set([
  "hash",
  "toc-narrow",
  "choice",
  "sandbox",
  "sequence-plot",
  "snippet-types",
  "snippet-source",
  "snippet-javascript",
  "visually-hidden",
  "matrix",
  "page-actions",
]);

const parser = unified().use(rehypeParse);

/** Reads a page of the build. Undefined for one without an article, as the home page. */
export function readArticle(path: string, html: string): Article | undefined {
  const tree: Root = parser.parse(html);
  const content = find(tree, ({ tagName }) => tagName === "article");
  if (!content) return undefined;
  visit(content, (node, index, parent) => {
    const goes = node.type === "comment" || (node.type === "element" && isSkipped(node));
    if (!goes || !parent || index === undefined) return undefined;
    parent.children.splice(index, 1);
    return [SKIP, index];
  });
  const [, group] = elements(find(tree, hasClass("breadcrumbs")), "li");
  const meta = (name: string): string =>
    String(find(tree, ({ properties }) => properties.name === name)?.properties.content ?? "");
  return {
    path,
    title: textOf(find(content, ({ tagName }) => tagName === "h1")),
    description: meta("description"),
    keywords: meta("keywords"),
    group: textOf(group),
    content,
  };
}

function isSkipped({ tagName, properties }: Element): boolean {
  const { className } = properties;
  return (
    skippedTags.has(tagName) ||
    (Array.isArray(className) && className.some((name) => skippedClasses.has(String(name))))
  );
}

/** A test for elements of a class. */
export function hasClass(name: string): (node: Element) => boolean {
  return ({ properties: { className } }) =>
    Array.isArray(className) && className.includes(name);
}

/** The first element below a node that passes a test. */
export function find(
  tree: Root | Element,
  test: (node: Element) => boolean,
): Element | undefined {
  let found: Element | undefined;
  visit(tree, "element", (node) => {
    if (!test(node)) return undefined;
    found = node;
    return EXIT;
  });
  return found;
}

/** All elements of a tag below a node. */
export function elements(tree: Element | undefined, tagName: string): Element[] {
  const found: Element[] = [];
  if (tree) visit(tree, { tagName }, (node) => void found.push(node as Element));
  return found;
}

/** The text of an element as a reader sees it; empty for none. */
export function textOf(element: Element | undefined): string {
  return element ? toText(element).replaceAll(/\s+/g, " ").trim() : "";
}
