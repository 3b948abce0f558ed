import { showsJavaScript } from "./javascript.ts";
import { markNames } from "./names.ts";

let loading: Promise<void> | undefined;

/**
 * What the compiler says about a name in a snippet, as the list item that holds it; undefined if it says nothing or cannot be reached.
 * A built page names the file of its meanings in `<meta name="meanings">`; it is fetched when the first is asked for.
 */
export async function meaningOf(token: HTMLElement): Promise<Element | undefined> {
  const list = token.closest(".snippet")?.querySelector(":scope > .snippet-types");
  if (!list) return undefined;
  if (list.childElementCount === 0) await loadMeanings(token.ownerDocument);
  return list.children[Number(token.dataset.t)];
}

/** Fetches the meanings of all names on the page, once, and marks the names; those of a page that holds them itself are there already. */
export function loadMeanings(document: Document): Promise<void> {
  loading ??= fill(document).catch(() => {
    // Offline, say. The next name tries again.
    loading = undefined;
  });
  return loading;
}

async function fill(document: Document): Promise<void> {
  const file = document.querySelector<HTMLMetaElement>('meta[name="meanings"]')?.content;
  if (file === undefined) return;
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  const meanings = new DOMParser().parseFromString(await response.text(), "text/html");
  const lists = document.querySelectorAll(".snippet > .snippet-types");
  for (const [index, filled] of meanings.querySelectorAll(".snippet-types").entries())
    lists[index]?.replaceChildren(...filled.childNodes);
  for (const { parentElement: figure } of lists)
    if (figure && !showsJavaScript(figure)) markNames(figure);
}
