import { place } from "../Snippet/hover.ts";

/** How long the meaning stays after the pointer has left the term, so that the pointer can reach it; in milliseconds. */
const leaveDelay = 200;

/** Shows the meaning of a term under the pointer, and while its link has the focus; Escape closes it. The meanings are loaded with the first. */
export function installTerms(document: Document): void {
  const popover = document.createElement("div");
  popover.id = "term-meaning";
  popover.className = "term-meaning";
  popover.setAttribute("role", "tooltip");
  popover.popover = "manual";
  document.body.append(popover);
  let current: HTMLAnchorElement | undefined;
  let leaving: ReturnType<typeof setTimeout> | undefined;

  const close = (): void => {
    clearTimeout(leaving);
    current?.removeAttribute("aria-describedby");
    current = undefined;
    popover.hidePopover();
  };
  const open = async (link: HTMLAnchorElement): Promise<void> => {
    clearTimeout(leaving);
    if (link === current) return;
    close();
    current = link;
    const { meaningAt } = await import("../Glossary/terms.ts");
    const meaning = meaningAt(link.hash.slice(1));
    // In the meantime the reader may have gone on.
    if (current !== link || !meaning) return;
    popover.textContent = meaning;
    link.setAttribute("aria-describedby", popover.id);
    popover.showPopover();
    place(popover, link);
  };

  const onto = ({ target }: Event): void => {
    const link = termAt(target);
    if (link) void open(link);
    else if (target === popover) clearTimeout(leaving);
  };
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch") onto(event);
  });
  document.addEventListener("focusin", onto);
  document.addEventListener("pointerout", ({ target }) => {
    if (!termAt(target) && target !== popover) return;
    clearTimeout(leaving);
    leaving = setTimeout(close, leaveDelay);
  });
  document.addEventListener("focusout", ({ target }) => {
    if (termAt(target)) close();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") close();
  });
  document.addEventListener("scroll", () => current && place(popover, current), {
    capture: true,
    passive: true,
  });
}

function termAt(target: EventTarget | null): HTMLAnchorElement | undefined {
  return (
    (target instanceof Element && target.closest<HTMLAnchorElement>("a.term")) || undefined
  );
}
