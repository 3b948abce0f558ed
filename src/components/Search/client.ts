/** Opens the search on a click on its button, on "/" and on Ctrl+K, and activates the search fields within a page. */
export function installSearch(document: Document): void {
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!(event.target instanceof Element && event.target.closest("[data-search-open]")))
      return;
    event.preventDefault();
    void open(document);
  });
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    const types = target instanceof HTMLElement && target.matches("input, textarea, select");
    const asks =
      (key === "/" && !types && !event.ctrlKey && !event.metaKey && !event.altKey) ||
      (key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey);
    if (!asks) return;
    event.preventDefault();
    void open(document);
  });
  for (const place of document.querySelectorAll<HTMLElement>("[data-search]")) {
    void import("./field.ts").then(({ fillField }) => {
      const guess = place.dataset.search === "address";
      const { pathname, search } = document.location;
      const query = guess
        ? decodeURI(pathname).replaceAll(/[^\p{L}\p{N}]+/gu, " ")
        : new URLSearchParams(search).get("q");
      place.hidden = false;
      fillField(place, query?.trim() ?? "");
    });
  }
}

async function open(document: Document): Promise<void> {
  const { openDialog } = await import("./field.ts");
  openDialog(document);
}
