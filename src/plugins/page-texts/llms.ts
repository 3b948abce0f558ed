import type { Article } from "./article.ts";

interface Site {
  title: string;
  tagline: string;
  url: string;
}

/** `llms.txt`: what the site is and where each page is as Markdown. Source of the form: https://llmstxt.org */
export function llmsIndex(articles: readonly Article[], { title, tagline, url }: Site): string {
  const groups = Map.groupBy(articles, ({ group }) => group || "More");
  const sections = [...groups].map(([group, pages]) =>
    [
      `## ${group}`,
      "",
      ...pages.map((page) => `- [${page.title}](${url}${page.path}.md): ${page.description}`),
    ].join("\n"),
  );
  return [`# ${title}`, `> ${tagline}`, ...sections].join("\n\n").concat("\n");
}

/** `llms-full.txt`: all pages as Markdown, one after the other, each under its URL. */
export function llmsFull(
  pages: readonly { article: Article; markdown: string }[],
  { url }: Site,
): string {
  return pages
    .map(({ article, markdown }) => `<!-- ${url}${article.path} -->\n\n${markdown}`)
    .join("\n---\n\n");
}
