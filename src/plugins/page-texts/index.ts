import { readArticle } from "./article.ts";
import { llmsFull, llmsIndex } from "./llms.ts";
import { markdownOf } from "./markdown.ts";
import { searchDocuments } from "./searchDocuments.ts";

/**
 * What is made of the text of the built pages: each as Markdown beside it, `llms.txt` and `llms-full.txt`, and what the search reads.
 * @param pages the HTML of every page, by its file's name ("concepts/claims.html")
 * @returns the files' texts, by their names
 */
export async function pageTexts(
  pages: ReadonlyMap<string, string>,
  site: { title: string; tagline: string; url: string },
): Promise<Record<string, string>> {
  const articles = [...pages].flatMap(([name, html]) => {
    if (name === "404.html") return [];
    return readArticle(`/${name.replace(/(\/?index)?\.html$/, "")}`, html) ?? [];
  });
  const files: Record<string, string> = {};
  const read = [];
  for (const article of articles) {
    const markdown = await markdownOf(article, site.url);
    files[`${article.path.slice(1)}.md`] = markdown;
    // The runs of the contract are for those who look one up; nobody reads them from end to end.
    if (!/^\/(scenarios|verification)\//.test(article.path)) read.push({ article, markdown });
  }
  files["llms.txt"] = llmsIndex(
    read.map(({ article }) => article),
    site,
  );
  files["llms-full.txt"] = llmsFull(read, site);
  files["search.json"] = JSON.stringify(articles.flatMap(searchDocuments));
  return files;
}
