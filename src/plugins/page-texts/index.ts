import { type Article, readArticle } from "./article.ts";
import { changelogFeed } from "./feed.ts";
import { llmsFull, llmsIndex } from "./llms.ts";
import { markdownOf } from "./markdown.ts";
import { searchDocuments } from "./search-documents.ts";

/** The pages of the build that have an article. @param pages the HTML of every page, by its file's name ("concepts/claims.html") */
export function readArticles(pages: ReadonlyMap<string, string>): Article[] {
  return [...pages].flatMap(([name, html]) => {
    if (name === "404.html") return [];
    return readArticle(`/${name.replace(/(\/?index)?\.html$/, "")}`, html) ?? [];
  });
}

/** Whether a page is one of the contract's runs, which readers look up but do not read from end to end. */
export function isRun({ path }: Article): boolean {
  return /^\/(scenarios|verification)\//.test(path);
}

/**
 * The files that are made from the text of the pages: each page as Markdown, `llms.txt` and `llms-full.txt`, the changelog's feed, and
 * the index of the search.
 * @returns the files' texts, by their names
 */
export async function pageTexts(
  articles: readonly Article[],
  site: { title: string; tagline: string; url: string },
): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const read = [];
  for (const article of articles) {
    const markdown = await markdownOf(article, site.url);
    files[`${article.path.slice(1)}.md`] = markdown;
    if (!isRun(article)) read.push({ article, markdown });
  }
  files["llms.txt"] = llmsIndex(
    read.map(({ article }) => article),
    site,
  );
  files["llms-full.txt"] = llmsFull(read, site);
  const changelog = articles.find(({ path }) => path === "/changelog");
  if (changelog) files["changelog.xml"] = changelogFeed(changelog, site);
  files["search.json"] = JSON.stringify(articles.flatMap(searchDocuments));
  return files;
}
