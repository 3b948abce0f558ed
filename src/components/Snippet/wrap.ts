import { announce, installAnnouncer } from "./announce.ts";

/**
 * Lets every `[data-wrap]` button wrap the long lines of all code, or not: on the page, and on those that come later. The head's script
 * (src/plugins/static-pages/theme-script.ts) puts what was chosen on `<html>` before the first paint.
 */
export function installWrap(document: Document): void {
  installAnnouncer(document);
  markWrap(document);
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest("[data-wrap]:not(html)");
    if (!button) return;
    const { top } = button.getBoundingClientRect();
    const wrap = document.documentElement.toggleAttribute("data-wrap");
    // The code above changes its height too, so the page scrolls to keep the button in place.
    scrollBy({ top: button.getBoundingClientRect().top - top, behavior: "instant" });
    markWrap(document);
    announce(document, wrap ? "Long lines wrap" : "Long lines scroll");
    try {
      if (wrap) localStorage.setItem("wrap", "");
      else localStorage.removeItem("wrap");
    } catch {
      // Storage may be blocked: the choice then holds for this page.
    }
  });
}

/** Says in every button whether lines wrap. */
export function markWrap(document: Document): void {
  const wrap = String(document.documentElement.hasAttribute("data-wrap"));
  for (const button of document.querySelectorAll("button[data-wrap]"))
    button.setAttribute("aria-pressed", wrap);
}
