import type { SearchDocument } from "./document.ts";
import type { Engine, Hit, Piece } from "./engine.ts";

let engine: Promise<Engine> | undefined;

/** Fetches what there is to find, once. A failure is forgotten, so that the next key tries again. */
function loadEngine(): Promise<Engine> {
  engine ??= Promise.all([import("./engine.ts"), fetchDocuments()])
    .then(([{ createEngine }, documents]) => createEngine(documents))
    .catch((error: unknown) => {
      engine = undefined;
      throw error;
    });
  return engine;
}

async function fetchDocuments(): Promise<SearchDocument[]> {
  const response = await fetch("/search.json");
  if (!response.ok) throw new Error(`/search.json: ${response.status}`);
  return (await response.json()) as SearchDocument[];
}

/** Shows the search over the page and focuses it. Escape and a click outside close it. */
export function openDialog(document: Document): void {
  const existing = document.querySelector<HTMLDialogElement>("dialog.search-dialog");
  const dialog = existing ?? createDialog(document);
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("input")?.select();
}

function createDialog(document: Document): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.className = "search-dialog";
  dialog.setAttribute("aria-label", "Search");
  dialog.setAttribute("closedby", "any");
  const place = document.createElement("search");
  place.className = "search-field";
  dialog.append(place);
  fillField(place, "");
  dialog.addEventListener("click", ({ target }) => {
    const link = target instanceof Element && target.closest("a");
    if (target === dialog || link) dialog.close();
  });
  document.body.append(dialog);
  return dialog;
}

/** Fills an element with a field and the list of what it finds, as a combobox. Source: WAI-ARIA APG, "Combobox Pattern". */
export function fillField(place: HTMLElement, query: string): void {
  const { ownerDocument: document } = place;
  const id = `search-${document.querySelectorAll(".search-field input").length}`;
  const input = document.createElement("input");
  Object.assign(input, { type: "search", placeholder: "Error, function or question" });
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-label": "Search",
    "aria-controls": id,
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
  })) {
    input.setAttribute(name, value);
  }
  const list = document.createElement("ul");
  Object.assign(list, { id, role: "listbox", className: "search-results" });
  list.setAttribute("aria-label", "Results");
  const status = document.createElement("p");
  status.className = "search-status";
  status.setAttribute("role", "status");
  place.replaceChildren(input, list, status);

  let latest = 0;
  let loaded = false;
  const update = async (): Promise<void> => {
    latest += 1;
    const mine = latest;
    const asked = input.value.trim();
    if (asked === "") return show([], "");
    if (!loaded) status.textContent = "Loading the search …";
    try {
      const found = (await loadEngine()).find(asked, chosen(document));
      if (mine !== latest) return;
      loaded = true;
      const count = `${found.length} ${found.length === 1 ? "result" : "results"}`;
      show(found, found.length > 0 ? count : `Nothing found for "${asked}"`);
    } catch {
      if (mine === latest)
        show([], "The search cannot be loaded. Check your connection and keep typing.");
    }
  };
  const show = (found: readonly Hit[], sentence: string): void => {
    list.replaceChildren(...found.map((one, index) => option(document, one, `${id}-${index}`)));
    input.setAttribute("aria-expanded", String(found.length > 0));
    input.removeAttribute("aria-activedescendant");
    status.textContent = sentence;
    const [first] = list.children;
    if (first) activate(input, first);
  };

  input.addEventListener("input", () => void update());
  input.addEventListener("focus", () => void loadEngine().catch(() => {}));
  input.addEventListener("keydown", (event) => {
    const active = list.querySelector('[aria-selected="true"]');
    const next = {
      ArrowDown: active?.nextElementSibling ?? list.firstElementChild,
      ArrowUp: active?.previousElementSibling ?? list.lastElementChild,
    }[event.key];
    if (next) {
      event.preventDefault();
      activate(input, next);
    } else if (event.key === "Enter" && active) {
      event.preventDefault();
      active.querySelector("a")?.click();
    }
  });

  input.value = query;
  if (query) void update();
}

function activate(input: HTMLInputElement, option: Element): void {
  option.parentElement
    ?.querySelector('[aria-selected="true"]')
    ?.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", option.id);
}

function option(document: Document, hit: Hit, id: string): HTMLLIElement {
  const item = document.createElement("li");
  Object.assign(item, { id, role: "option" });
  item.setAttribute("aria-selected", "false");
  const link = document.createElement("a");
  link.href = hit.url;
  link.tabIndex = -1;
  const where = document.createElement("span");
  where.textContent = hit.where.join(" › ");
  const heading = document.createElement("strong");
  heading.append(...marked(document, hit.heading));
  const text = document.createElement("p");
  text.append(...marked(document, hit.excerpt));
  link.append(heading, " ", where, text);
  item.append(link);
  return item;
}

function marked(document: Document, pieces: readonly Piece[]): Node[] {
  return pieces.map(({ text, found }) => {
    if (!found) return document.createTextNode(text);
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}

/** The framework and the front end that the reader has chosen (src/components/Choice). */
function chosen(document: Document): string[] {
  const { documentElement } = document;
  return ["framework", "front-end"].flatMap(
    (name) => documentElement.getAttribute(`data-${name}`) ?? [],
  );
}
