import { createHash } from "node:crypto";

/** A built page, and the file that a part of it has moved to. */
interface Extracted {
  html: string;
  file?: { name: string; text: string };
}

/** What src/components/Snippet writes, with quotes or, minified, without. None holds an element of its own kind. */
const lists = /(<ul\b[^>]*\bclass="?snippet-types"?[^>]*>)([\s\S]*?)<\/ul>/g;
const scripts = /(<pre\b[^>]*\bclass="?snippet-javascript"?[^>]*>)([\s\S]*?)<\/pre>/g;

/**
 * Moves the meanings of names out of a built page into a file of their own, which src/components/Snippet/meanings.ts fetches when a
 * reader asks for the first: they are a third of a page, and most readers never look. A page without any stays as it is.
 */
export function extractMeanings(html: string): Extracted {
  return extract(html, "meanings", lists, "</ul>");
}

/** The same with the JavaScript form of the code, which src/components/Snippet/javascript.ts fetches for readers who choose it. */
export function extractJavaScript(html: string): Extracted {
  return extract(html, "javascript", scripts, "</pre>");
}

function extract(html: string, kind: string, elements: RegExp, end: string): Extracted {
  const text = [...html.matchAll(elements)].map(([element]) => element).join("");
  if (text === "") return { html };
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  const name = `${kind}-${hash}.html`;
  const page = html
    .replaceAll(elements, `$1${end}`)
    .replace("</head>", () => `<meta name="${kind}" content="/assets/${name}"></head>`);
  return { html: page, file: { name, text } };
}
