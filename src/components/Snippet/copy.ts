import { announce, installAnnouncer } from "./announce.ts";

/** How long a button says what happened, in milliseconds. */
const shownFor = 2000;

/**
 * Lets every `[data-copy]` button copy the code of its figure, exactly as it is displayed, and every `[data-add]` button the command that
 * installs its file from the site's registry. One listener, for buttons that come later too.
 */
export function installCopy(document: Document): void {
  installAnnouncer(document);
  document.addEventListener("click", async (event) => {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest<HTMLElement>("[data-copy], [data-add]");
    const text = button && textOf(button);
    if (!text) return;
    const { add } = button.dataset;
    let outcome = add === undefined ? "Copied" : "Command copied";
    let shown = outcome;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      outcome = "Not copied: the browser refused";
      shown = "Failed";
    }
    announce(document, outcome);
    show(button, shown);
  });
}

function textOf(button: HTMLElement): string | undefined {
  const { add } = button.dataset;
  if (add !== undefined) return `npx shadcn@latest add ${location.origin}/r/${add}.json`;
  return button.closest("figure")?.querySelector("pre code")?.textContent ?? undefined;
}

const resets = new WeakMap<Element, { label: string; timer: ReturnType<typeof setTimeout> }>();

function show(button: HTMLElement, text: string): void {
  const before = resets.get(button);
  clearTimeout(before?.timer);
  const label = before?.label ?? button.textContent ?? "";
  button.textContent = text;
  const timer = setTimeout(() => {
    button.textContent = label;
  }, shownFor);
  resets.set(button, { label, timer });
}
