import { Feed } from "feed";
import { type Article, textOf } from "./article.ts";

/** The changelog as an Atom feed: an entry for each heading that is a day. Source of the form: RFC 4287 */
export function changelogFeed(article: Article, site: { title: string; url: string }): string {
  const address = `${site.url}${article.path}`;
  const feed = new Feed({
    id: address,
    link: address,
    title: `${site.title}: ${article.title}`,
    copyright: "",
    generator: "",
  });
  let entry: { day: string; text: string[] } | undefined;
  const flush = () => {
    if (!entry) return;
    const link = `${address}#${entry.day}`;
    const content = entry.text.join("\n");
    feed.addItem({ id: link, link, title: entry.day, date: new Date(entry.day), content });
  };
  for (const node of article.content.children) {
    if (node.type !== "element") continue;
    if (node.tagName === "h2") {
      flush();
      entry = { day: textOf(node), text: [] };
    } else entry?.text.push(textOf(node));
  }
  flush();
  return feed.atom1();
}
