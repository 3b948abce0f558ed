import { announce, installAnnouncer } from "./announce.ts";
import { showsJavaScript } from "./javascript.ts";
import { loadMeanings, meaningOf } from "./meanings.ts";

/** How long the popover stays after the pointer has left its name, so that the pointer can reach it; in milliseconds. */
const leaveDelay = 200;
const gap = 4;

/**
 * Shows what a name in a snippet means: under the pointer, on a tap, and by keyboard, where the arrow keys left and right go from name
 * to name in the code that has the focus and Escape closes. One set of listeners, for snippets that come later too.
 */
export function installHovers(document: Document): void {
  installAnnouncer(document);
  const popover = createPopover(document);
  const help = createHelp(document);
  let current: HTMLElement | undefined;
  let pointer = { clientX: 0, clientY: 0 };
  let leaving: ReturnType<typeof setTimeout> | undefined;

  const close = (): void => {
    clearTimeout(leaving);
    current?.removeAttribute("data-current");
    current?.removeAttribute("aria-describedby");
    current = undefined;
    popover.hidePopover();
  };

  const open = async (token: HTMLElement): Promise<void> => {
    clearTimeout(leaving);
    if (token === current) return;
    close();
    current = token;
    const meaning = await meaningOf(token);
    // Meanwhile the reader may have gone on.
    if (current !== token) return;
    if (!meaning) {
      current = undefined;
      return;
    }
    token.setAttribute("data-current", "");
    token.setAttribute("aria-describedby", popover.id);
    popover.replaceChildren(...Array.from(meaning.childNodes, (node) => node.cloneNode(true)));
    popover.showPopover();
    place(popover, token);
  };

  /** Fetches the meanings for a block that was pointed at, and opens what is then under the pointer. */
  const openLater = async (block: Element): Promise<void> => {
    if (isMarked(block)) return;
    await loadMeanings(document);
    const token = tokenAt(document.elementFromPoint(pointer.clientX, pointer.clientY));
    if (token) void open(token);
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const block = blockAt(event.target);
    if (block) void openLater(block);
    const token = tokenAt(event.target);
    if (token) void open(token);
    else if (event.target instanceof Node && popover.contains(event.target))
      clearTimeout(leaving);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType === "touch") return;
    if (
      tokenAt(event.target) ||
      (event.target instanceof Node && popover.contains(event.target))
    ) {
      clearTimeout(leaving);
      leaving = setTimeout(close, leaveDelay);
    }
  });
  for (const kind of ["pointermove", "pointerdown"] as const)
    document.addEventListener(kind, (event) => {
      pointer = event;
    });
  document.addEventListener("click", (event) => {
    const block = blockAt(event.target);
    if (block) void openLater(block);
    const token = tokenAt(event.target);
    if (token) void open(token);
    else if (!(event.target instanceof Node && popover.contains(event.target))) close();
  });
  document.addEventListener("focusin", ({ target }) => {
    const block = blockAt(target);
    if (!block || !hasMeanings(block)) return;
    block.setAttribute("aria-describedby", help.id);
    void loadMeanings(document);
  });
  document.addEventListener("focusout", ({ target }) => {
    if (blockAt(target)) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return close();
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const block = blockAt(event.target);
    if (!step || !block || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    if (!isMarked(block)) {
      // Quicker than the file: the same key, once it is there.
      event.preventDefault();
      void loadMeanings(document).then(() => {
        if (isMarked(block) && document.activeElement === block)
          block.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, bubbles: true }));
      });
      return;
    }
    const tokens = [...block.querySelectorAll<HTMLElement>("[data-t]")];
    const at = current ? tokens.indexOf(current) : -1;
    const next = at < 0 ? (step > 0 ? tokens[0] : tokens.at(-1)) : tokens[at + step];
    if (!next) return;
    event.preventDefault();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
    void open(next).then(() => {
      if (current !== next) return;
      announce(document, Array.from(popover.childNodes, (part) => part.textContent).join(". "));
    });
  });
  // Stays with its name while anything around it scrolls.
  document.addEventListener("scroll", () => current && place(popover, current), {
    capture: true,
    passive: true,
  });
  document.defaultView?.addEventListener("resize", close);
}

function tokenAt(target: EventTarget | null): HTMLElement | undefined {
  return (
    (target instanceof Element && target.closest<HTMLElement>(".snippet [data-t]")) || undefined
  );
}

function blockAt(target: EventTarget | null): HTMLElement | undefined {
  return (
    (target instanceof Element && target.closest<HTMLElement>("pre.snippet-body")) || undefined
  );
}

/** Whether names in a block have meanings, here or in the page's file. */
function hasMeanings(block: Element): boolean {
  return block.parentElement?.querySelector(":scope > .snippet-types") != null;
}

/** Whether there is nothing to fetch for a block. */
function isMarked(block: Element): boolean {
  const { parentElement: figure } = block;
  if (!hasMeanings(block) || !figure || showsJavaScript(figure)) return true;
  return block.querySelector("[data-t]") !== null;
}

function createPopover(document: Document): HTMLElement {
  const popover = document.createElement("div");
  popover.id = "snippet-type";
  popover.className = "snippet-type";
  popover.setAttribute("role", "tooltip");
  popover.popover = "manual";
  document.body.append(popover);
  return popover;
}

function createHelp(document: Document): HTMLElement {
  const help = document.createElement("p");
  help.id = "snippet-help";
  help.hidden = true;
  help.textContent = "The left and right arrow keys read the types of the names in this code.";
  document.body.append(help);
  return help;
}

/** Puts a popover below the name where there is room, else above it. Set through the CSSOM, which a policy without inline styles permits. */
export function place(popover: HTMLElement, token: HTMLElement): void {
  const at = token.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = popover;
  const { clientWidth, clientHeight } = popover.ownerDocument.documentElement;
  const fitsBelow = at.bottom + gap + offsetHeight <= clientHeight;
  const top = fitsBelow ? at.bottom + gap : Math.max(gap, at.top - gap - offsetHeight);
  const left = Math.max(gap, Math.min(at.left, clientWidth - offsetWidth - gap));
  popover.style.setProperty("top", `${top}px`);
  popover.style.setProperty("left", `${left}px`);
}
