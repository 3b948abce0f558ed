import type { LabFiles } from "./files.ts";

type View = typeof import("./start.ts");

/**
 * Lets the labs of a document start: on a click it fetches their scripts and styles, which cost a page nothing until then.
 * What goes wrong is told in the lab's status line.
 */
export function installLab(document: Document): void {
  document.addEventListener("click", async ({ target }) => {
    if (!(target instanceof Element)) return;
    const start = target.closest<HTMLButtonElement>("[data-lab-start]");
    const lab = start?.closest<HTMLElement>("[data-lab]");
    if (!start || !lab || start.disabled) return;
    start.disabled = true;
    const status = lab.querySelector("[data-lab-status]");
    if (status) status.textContent = "Loading …";
    try {
      await open(lab, start.dataset.labStart === "replay" ? lab.dataset.labReplay : undefined);
      if (status) status.textContent = "";
      lab.dataset.labState = "open";
    } catch (error) {
      start.disabled = false;
      const cause = error instanceof Error ? error.message : String(error);
      if (status) status.textContent = `The lab did not start (${cause}). Try again.`;
    }
  });
}

/** Opens a lab; with the id of a scenario, its replay. */
async function open(lab: HTMLElement, scenario: string | undefined): Promise<void> {
  const files: LabFiles = JSON.parse(lab.dataset.lab ?? "{}");
  const place = lab.querySelector<HTMLElement>("[data-lab-place]");
  if (!place) return;
  const [view] = await Promise.all([
    import(/* webpackIgnore: true */ files.view) as Promise<View>,
    loadLook(lab.ownerDocument, files.look),
  ]);
  const next = lab.ownerDocument.createElement("div");
  next.className = "lab-body";
  next.hidden = true;
  place.after(next);
  try {
    if (scenario) await view.openReplay(next, files, scenario);
    else await view.openLab(next, files);
  } catch (error) {
    next.remove();
    throw error;
  }
  next.hidden = false;
  place.remove();
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
}

function loadLook({ head }: Document, href: string): Promise<void> {
  if (head.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.onload = () => resolve();
    link.onerror = () => reject(new Error(`${href} cannot be loaded`));
    head.append(link);
  });
}
