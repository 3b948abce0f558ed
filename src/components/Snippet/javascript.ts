import { markNames } from "./names.ts";

interface Shown {
  code: string;
  title: string;
  language: string;
}

/** The TypeScript form of each block that shows its JavaScript form. */
const replaced = new WeakMap<Element, Shown>();
let loading: Promise<void> | undefined;

/** Shows the code of the page in the language that the reader has chosen (`data-code` on `<html>`), now and after each change. */
export function installJavaScript(document: Document): void {
  const show = () => void showChosen(document);
  new MutationObserver(show).observe(document.documentElement, {
    attributeFilter: ["data-code"],
  });
  show();
}

async function showChosen(document: Document): Promise<void> {
  if (wantsJavaScript(document)) await load(document);
  // Meanwhile the reader may have gone back.
  const wanted = wantsJavaScript(document);
  for (const script of document.querySelectorAll(".snippet > .snippet-javascript")) {
    const figure = script.parentElement as Element;
    if (wanted) toJavaScript(figure, script);
    else toTypeScript(figure);
  }
}

function wantsJavaScript({ documentElement }: Document): boolean {
  return documentElement.dataset.code === "javascript";
}

function toJavaScript(figure: Element, script: Element): void {
  const parts = partsOf(figure);
  if (!parts || replaced.has(figure) || script.childNodes.length === 0) return;
  const { code, title, language } = parts;
  replaced.set(figure, {
    code: code.innerHTML,
    title: title?.textContent ?? "",
    language: language.textContent ?? "",
  });
  code.innerHTML = script.innerHTML;
  language.textContent = language.textContent === "TSX" ? "JSX" : "JavaScript";
  if (title) title.textContent = (title.textContent ?? "").replace(/\.ts(x?)$/, ".js$1");
}

function toTypeScript(figure: Element): void {
  const parts = partsOf(figure);
  const before = replaced.get(figure);
  if (!parts || !before) return;
  replaced.delete(figure);
  parts.code.innerHTML = before.code;
  // The meanings may have come in the meantime.
  markNames(figure);
  parts.language.textContent = before.language;
  if (parts.title) parts.title.textContent = before.title;
}

/** Whether a block shows its JavaScript form, in which no name has a meaning. */
export function showsJavaScript(figure: Element): boolean {
  return replaced.has(figure);
}

function partsOf(figure: Element) {
  const code = figure.querySelector(".snippet-body code");
  const title = figure.querySelector(".snippet-title");
  const language = figure.querySelector(".snippet-language");
  return code && language ? { code, title, language } : undefined;
}

/** Fetches the JavaScript form of the page's code, once; a page that holds it itself names no file. */
function load(document: Document): Promise<void> {
  loading ??= fill(document).catch(() => {
    // Offline, say. The next choice tries again.
    loading = undefined;
  });
  return loading;
}

async function fill(document: Document): Promise<void> {
  const file = document.querySelector<HTMLMetaElement>('meta[name="javascript"]')?.content;
  if (file === undefined) return;
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  const scripts = new DOMParser().parseFromString(await response.text(), "text/html");
  const places = document.querySelectorAll(".snippet > .snippet-javascript");
  for (const [index, filled] of scripts.querySelectorAll(".snippet-javascript").entries())
    places[index]?.replaceChildren(...filled.childNodes);
}
