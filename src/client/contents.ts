/** Scrolls the contents to the current page: at once if they are next to it, otherwise when they are opened. */
export function installContents(): void {
  // After the first paint: it has to know where everything is.
  addEventListener("load", () => setTimeout(showCurrent));
  document.addEventListener("toggle", showCurrent, { capture: true });
}

/** The contents alone: the page stays where it is. */
export function showCurrent(): void {
  const contents = document.getElementById("contents");
  const current = contents?.querySelector<HTMLElement>('[aria-current="page"]');
  if (!contents || !current) return;
  const { top, height } = contents.getBoundingClientRect();
  const below = current.getBoundingClientRect().top - top;
  if (below > height * 0.8) contents.scrollTop = below - height / 2;
}
