import { announce, installAnnouncer } from "../Snippet/announce.ts";

/** How long a button shows the outcome of a click, in milliseconds. */
const confirmation = 2000;

/** Activates the buttons that copy a file of the site as it is. */
export function installCopyFrom(document: Document): void {
  installAnnouncer(document);
  document.addEventListener("click", ({ target }) => {
    const button =
      target instanceof Element && target.closest<HTMLButtonElement>("[data-copy-from]");
    if (button) void copy(button);
  });
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const { copyFrom = "" } = button.dataset;
  // Safari copies only what a click has promised: the text may still be on its way.
  const text = fetchText(copyFrom).then((it) => new Blob([it], { type: "text/plain" }));
  const done = await navigator.clipboard
    .write([new ClipboardItem({ "text/plain": text })])
    .then(
      () => "Copied",
      () => "Could not be copied",
    );
  const label = button.textContent;
  button.textContent = done;
  announce(button.ownerDocument, done);
  setTimeout(() => {
    button.textContent = label;
  }, confirmation);
}

async function fetchText(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.text();
}
