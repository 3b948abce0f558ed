import type { Element, ElementContent } from "hast";
import { findFramework } from "../../../snippets/frameworks.ts";
import type { SearchDocument } from "../../components/Search/document.ts";
import { type Article, elements, find, hasClass, textOf } from "./article.ts";

/** What the search knows of a page: a document for its beginning and one for each of its headings; of a run its title alone. */
export function searchDocuments(article: Article): SearchDocument[] {
  const { path, title, description, keywords, group } = article;
  const id = path.slice(1).split("/").at(-1) ?? "";
  const kind = kindOf(path);
  if (kind === "scenario") {
    const alone = { heading: "", keywords: "", code: "", text: description };
    return [{ url: path, group: "Recorded runs", title, kind, names: id, ...alone }];
  }
  const framework = findFramework(id);
  const about = { group, title, kind, ...(framework && { framework: framework.id }) };
  const names = [keywords, framework?.id, framework?.label].filter(Boolean).join(",");
  // What tests noticed has the names of all snippets in it: a reader looks for their pages.
  const told = sections(article.content).filter(({ nodes }) => !nodes.some(isListOfMutants));
  return told.map(({ heading, nodes }, index) => {
    const named = new Set(nodes.flatMap(namesIn));
    return {
      ...about,
      url: heading?.properties.id ? `${path}#${String(heading.properties.id)}` : path,
      heading: heading ? textOf(heading) : "",
      keywords: index === 0 ? names : "",
      names: [...named].join(" "),
      code: [...new Set(nodes.flatMap(codeIn))].filter((name) => !named.has(name)).join(" "),
      text: [...(index === 0 ? [description] : []), ...nodes.flatMap(proseOf)].join(" "),
    };
  });
}

function kindOf(path: string): SearchDocument["kind"] {
  if (/^\/(scenarios|verification)\//.test(path)) return "scenario";
  const [, folder] = path.split("/");
  return folder === "errors" || folder === "troubleshooting" ? "error" : "page";
}

const isListOfMutants = (node: ElementContent) =>
  node.type === "element" && hasClass("mutants")(node);

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
  if (node.tagName === "figure")
    return [textOf(find(node, hasClass("snippet-title")))].filter(Boolean);
  return elements(node, "code").map(textOf);
}

/** The names of several words in a section's snippets: the API's, as a rule. */
function codeIn(node: ElementContent): string[] {
  if (node.type !== "element" || !hasClass("snippet")(node)) return [];
  const code = textOf(find(node, ({ tagName }) => tagName === "code"));
  return code.match(/\b[\p{L}_$]+(?:[\p{Ll}\d]\p{Lu}|_)[\p{L}\p{N}_$]+/gu) ?? [];
}

/** What is not about the subject of a page: facts in cells, labels, links to the guide of each framework, names of variants. */
const aside = ["datasheet", "label", "in-guide", "variant-name"].map(hasClass);

/** The prose of a section, without its code and its recorded runs: these would find everything everywhere. */
function proseOf(node: ElementContent): string[] {
  const prose = withoutAsides(node);
  return prose?.type === "element" ? [textOf(prose)].filter(Boolean) : [];
}

function withoutAsides(node: ElementContent): ElementContent | undefined {
  if (node.type !== "element") return node;
  if (node.tagName === "figure" || aside.some((test) => test(node))) return undefined;
  return { ...node, children: node.children.flatMap((child) => withoutAsides(child) ?? []) };
}
