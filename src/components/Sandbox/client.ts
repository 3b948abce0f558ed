import type { Project } from "@stackblitz/sdk";
import type { Payload } from "../../../sandboxes/compose.ts";

type State = "loading" | "ready" | "opened" | "blocked" | "embedded" | "failed" | "unsupported";

/** Payloads that have been fetched, by URL: a second click opens at once. */
const payloads = new Map<string, Payload>();
/** How long a new tab may take to come to the front (ms). */
const tabPatience = 1500;

/**
 * Activates the sandboxes of a document: on a click, fetches the payload and the StackBlitz SDK, so that a page loads neither
 * before, and opens or embeds the sandbox. The sandbox's status line shows the outcome.
 */
export function installSandbox(document: Document): void {
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    const button = target.closest<HTMLButtonElement>("[data-sandbox-action]");
    const sandbox = button?.closest<HTMLElement>("[data-sandbox]");
    if (!button || !sandbox || sandbox.dataset.sandboxState === "loading") return;
    const launch = button.dataset.sandboxAction === "embed" ? embed : open;
    launch(sandbox).catch((error: unknown) => {
      const cause = error instanceof Error ? error.message : String(error);
      say(
        sandbox,
        "failed",
        `That did not work (${cause}). Try again, or take the zip, which does not need StackBlitz.`,
      );
    });
  });
}

async function open(sandbox: HTMLElement): Promise<void> {
  const loaded = await load(sandbox);
  if (!loaded) return;
  // A browser lets a tab open only soon after a click; fetching may have taken longer.
  if (navigator.userActivation?.isActive === false) {
    say(sandbox, "ready", "Ready. Click once more to open it.");
    return;
  }
  const { sdk, project, payload } = loaded;
  sdk.openProject(project, { newWindow: true, openFile: payload.open });
  const left = await leftWithin(tabPatience);
  if (left)
    say(sandbox, "opened", "Opened in a new tab. Installing takes StackBlitz a moment.");
  else {
    say(
      sandbox,
      "blocked",
      "If no new tab has opened, your browser has blocked it. Allow pop-ups for this site and click again, or take the zip.",
    );
  }
}

async function embed(sandbox: HTMLElement): Promise<void> {
  const loaded = await load(sandbox);
  if (!loaded) return;
  const place = sandbox.querySelector<HTMLElement>("[data-sandbox-place]");
  if (!place) return;
  const { sdk, project, payload } = loaded;
  const element = document.createElement("div");
  place.replaceChildren(element);
  place.hidden = false;
  const connected = sdk.embedProject(element, project, {
    openFile: payload.open,
    height: 720,
    width: "100%",
  });
  const frame = place.querySelector("iframe");
  if (frame) {
    frame.title = project.title;
    // The SDK sends its form with an inline script, which this site's policy does not run.
    frame.contentDocument?.querySelector("form")?.submit();
  }
  say(
    sandbox,
    "embedded",
    "An embedded sandbox needs third-party cookies. If it stays empty, or signing in does not stick, open it in a new tab, or run npm run flow in its terminal.",
  );
  // It communicates with this page only if the reader's browser lets it; the line above has said what to do otherwise.
  connected.catch(() => undefined);
}

/** The SDK and the payload; undefined, and said so, if this browser cannot run a sandbox. */
async function load(sandbox: HTMLElement) {
  if (!supported()) {
    say(
      sandbox,
      "unsupported",
      "This browser lacks what StackBlitz runs on (service workers and WebAssembly). Take the zip instead.",
    );
    return undefined;
  }
  const address = sandbox.dataset.sandbox ?? "";
  if (!payloads.has(address))
    say(sandbox, "loading", `Loading ${sandbox.dataset.sandboxSize} …`);
  const [{ default: sdk }, payload] = await Promise.all([
    import("@stackblitz/sdk"),
    fetchPayload(address),
  ]);
  const project: Project = { title: payload.title, template: "node", files: payload.files };
  return { sdk, project, payload };
}

async function fetchPayload(address: string): Promise<Payload> {
  const known = payloads.get(address);
  if (known) return known;
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the server responded with ${response.status}`);
  const payload = (await response.json()) as Payload;
  payloads.set(address, payload);
  return payload;
}

/** Service workers are missing in private windows of some browsers; on an insecure origin their absence says nothing. */
function supported(): boolean {
  return (
    typeof WebAssembly === "object" && (!window.isSecureContext || "serviceWorker" in navigator)
  );
}

/** Whether the reader gets to see another tab within some time (ms). */
function leftWithin(time: number): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = () => {
      clearTimeout(timer);
      window.removeEventListener("blur", settle);
      document.removeEventListener("visibilitychange", settle);
      resolve(document.hidden || !document.hasFocus());
    };
    const timer = setTimeout(settle, time);
    window.addEventListener("blur", settle);
    document.addEventListener("visibilitychange", settle);
  });
}

function say(sandbox: HTMLElement, state: State, text: string): void {
  sandbox.dataset.sandboxState = state;
  sandbox.setAttribute("aria-busy", String(state === "loading"));
  const status = sandbox.querySelector("[data-sandbox-status]");
  if (status) status.textContent = text;
}
