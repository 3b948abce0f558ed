import type { Element } from "hast";
import type { State } from "hast-util-to-mdast";
import type { Code, Link, Paragraph, Root } from "mdast";
import rehypeRemark from "rehype-remark";
import remarkGfm from "remark-gfm";
import remarkStringify from "remark-stringify";
import { unified } from "unified";
import { languageOfLabel } from "../snippets/languages.ts";
import { type Article, elements, find, hasClass, textOf } from "./article.ts";

const isSnippet = hasClass("snippet");
/** The first use of a term: plain text here, because only the site shows its meaning. */
const isTerm = hasClass("term");

const processor = unified()
  .use(rehypeRemark, {
    handlers: {
      figure: (state, node: Element) => (isSnippet(node) ? snippet(node) : state.all(node)),
      a: (state, node: Element) => (isTerm(node) ? state.all(node) : link(state, node)),
      details: (state, node: Element) => state.all(node),
      summary: paragraph,
      figcaption: paragraph,
    },
  })
  .use(remarkGfm)
  .use(remarkStringify, { bullet: "-", fences: true, rule: "-" });

function paragraph(state: State, node: Element): Paragraph {
  return { type: "paragraph", children: state.all(node) as Paragraph["children"] };
}

/** A link as it is in HTML, without a title. */
function link(state: State, node: Element): Link {
  const children = state.all(node) as Link["children"];
  return { type: "link", url: String(node.properties.href ?? ""), children };
}

/** A page as Markdown, with absolute URLs, so that it can be read away from the site. */
export async function markdownOf(article: Article, siteUrl: string): Promise<string> {
  const tree = await processor.run({ type: "root", children: [article.content] });
  const text = processor.stringify(tree as Root);
  const absolute = text.replaceAll(/\]\((\/[^)\s]*)/g, `](${siteUrl}$1`);
  return absolute.replaceAll(/\]\((#[^)\s]*)/g, `](${siteUrl}${article.path}$1`);
}

/** A snippet as its file's name and a fence. */
function snippet(figure: Element): (Code | Paragraph)[] {
  const title = textOf(find(figure, hasClass("snippet-title")));
  const label = textOf(find(figure, hasClass("snippet-language")));
  const code: Code = {
    type: "code",
    lang: languageOfLabel(label)?.names[0] ?? label.toLowerCase(),
    value: codeOf(elements(figure, "code")[0]),
  };
  if (title === "") return [code];
  return [{ type: "paragraph", children: [{ type: "inlineCode", value: title }] }, code];
}

function codeOf(node: Element | undefined): string {
  return (node?.children ?? [])
    .map((child) => {
      if (child.type === "text") return child.value;
      return child.type === "element" ? codeOf(child) : "";
    })
    .join("");
}
