import { createHash } from "node:crypto";

/** A built page, and the file that a part of it has moved to. */
interface Extracted {
  html: string;
  file?: { name: string; text: string };
}

/** What src/components/Snippet writes, with quotes or, minified, without. None holds an element of its own kind. */
const lists = /(<ul\b[^>]*\bclass="?snippet-types"?[^>]*>)([\s\S]*?)<\/ul>/g;
const scripts = /(<pre\b[^>]*\bclass="?snippet-javascript"?[^>]*>)([\s\S]*?)<\/pre>/g;

/** A block of code whose names have meanings: its code and, right after it, the list. */
const blocks =
  /(<pre\b[^>]*\bclass="?snippet-body"?[^>]*><code>)((?:[^<]|<(?!\/code>))*)(<\/code><\/pre>)(<ul\b[^>]*\bclass="?snippet-types"?[^>]*>)([\s\S]*?)<\/ul>/g;

/**
 * Moves the meanings of names out of a built page into a file of their own, which src/components/Snippet/meanings.ts fetches when a
 * reader asks for the first: they are a third of a page, and most readers never look. Where the names stand goes with them, as
 * `data-at="12+5,80+5"`, the place in the text and the length. A page without any stays as it is.
 */
export function extractMeanings(html: string): Extracted {
  const moved = html.replace(blocks, (_block, before, code, between, list, items) => {
    const { text, places } = withoutMarks(code);
    let index = 0;
    const marked = items.replaceAll(
      "<li>",
      () => `<li data-at="${places.get(index++) ?? ""}">`,
    );
    return `${before}${text}${between}${list}${marked}</ul>`;
  });
  return extract(moved, "meanings", lists, "</ul>");
}

/** Code without the numbers of its names, and the places of each number. */
function withoutMarks(code: string): { text: string; places: Map<number, string> } {
  const places = new Map<number, string>();
  let at = 0;
  const text = code.replace(
    /<span([^>]*)>([^<]*)<\/span>|[^<]+/g,
    (piece: string, attributes?: string, inside?: string) => {
      const shown = inside ?? piece;
      const { length } = shown.replaceAll(/&(#?\w+);/g, "x");
      const [mark, number] = /\s*data-t="?(\d+)"?/.exec(attributes ?? "") ?? [];
      const place = `${at}+${length}`;
      at += length;
      if (attributes === undefined || mark === undefined) return piece;
      const before = places.get(Number(number));
      places.set(Number(number), before === undefined ? place : `${before},${place}`);
      const rest = attributes.replace(mark, "");
      return rest.trim() === "" ? shown : `<span${rest}>${shown}</span>`;
    },
  );
  return { text, places };
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
