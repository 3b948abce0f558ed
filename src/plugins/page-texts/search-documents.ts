import type { Element, ElementContent } from "hast";
import { findFramework } from "../../../snippets/frameworks.ts";
import type { SearchDocument } from "../../components/Search/document.ts";
import { type Article, elements, find, hasClass, textOf } from "./article.ts";

/** What the search knows of a page: a document for its beginning and one for each of its headings. */
export function searchDocuments(article: Article): SearchDocument[] {
  const { path, title, description, keywords } = article;
  const id = path.slice(1).split("/").at(-1) ?? "";
  const framework = path.startsWith("/scenarios/") ? undefined : findFramework(id)?.id;
  const about = { title, kind: kindOf(path), ...(framework && { framework }) };
  return sections(article.content).map(({ heading, nodes }, index) => ({
    ...about,
    url: heading?.properties.id ? `${path}#${String(heading.properties.id)}` : path,
    heading: heading ? textOf(heading) : "",
    keywords: index === 0 ? keywords : "",
    names: [...new Set(nodes.flatMap(namesIn))].join(" "),
    text: `${index === 0 ? `${description} ` : ""}${nodes.map(proseOf).join(" ")}`.trim(),
  }));
}

function kindOf(path: string): SearchDocument["kind"] {
  if (/^\/(scenarios|verification)\//.test(path)) return "scenario";
  const [, folder] = path.split("/");
  return folder === "errors" || folder === "troubleshooting" ? "error" : "page";
}

interface Section {
  heading?: Element;
  nodes: ElementContent[];
}

function sections(article: Element): Section[] {
  const found: Section[] = [{ nodes: [] }];
  for (const node of article.children) {
    if (node.type !== "element") continue;
    if (/^h[23]$/.test(node.tagName)) found.push({ heading: node, nodes: [] });
    else if (node.tagName !== "header") found.at(-1)?.nodes.push(node);
  }
  return found;
}

/** The names in a section: what stands as code in its prose, and the files that it shows. */
function namesIn(node: ElementContent): string[] {
  if (node.type !== "element") return [];
  if (node.tagName === "figure") return [textOf(find(node, hasClass("snippet-title")))];
  return elements(node, "code").map(textOf);
}

/** The prose of a section, without its code and its recorded runs: these would find everything everywhere. */
function proseOf(node: ElementContent): string {
  if (node.type !== "element" || node.tagName === "figure") return "";
  return textOf(node);
}
