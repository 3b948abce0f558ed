import { createHash } from "node:crypto";

/** The lists that src/components/Snippet writes, with quotes or, minified, without. They hold no list themselves. */
const lists = /(<ul\b[^>]*\bclass="?snippet-types"?[^>]*>)([\s\S]*?)<\/ul>/g;

/**
 * Moves the meanings of names out of a built page into a file of their own, which src/components/Snippet/meanings.ts fetches when a
 * reader asks for the first: they are a third of a page, and most readers never look. A page without any stays as it is.
 */
export function extractMeanings(html: string): {
  html: string;
  file?: { name: string; text: string };
} {
  const text = [...html.matchAll(lists)].map(([list]) => list).join("");
  if (text === "") return { html };
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  const name = `meanings-${hash}.html`;
  const page = html
    .replaceAll(lists, "$1</ul>")
    .replace("</head>", () => `<meta name="meanings" content="/assets/${name}"></head>`);
  return { html: page, file: { name, text } };
}
