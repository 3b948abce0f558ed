// Runs in the lab's frame, in place of the scripts of the app's page. The frame is sandboxed: its origin is opaque, so it has
// no cookies, no storage, no URL of its own and no network, and cannot reach the page around it. What a browser would give a page
// comes here from the lab's browser, by messages. The app's own scripts and the SDK in them are those of the front-end guide.
import type { FromFrame, Opened, Posted, ToFrame } from "./messages.ts";

const opened: Opened = JSON.parse(document.currentScript?.dataset.opened ?? "{}");

/** The cookies that scripts see, as `document.cookie` gives them. */
let visible = opened.cookie;

function post(message: FromFrame): void {
  window.parent.postMessage({ ...message, page: opened.page } satisfies Posted, "*");
}

/** Waiting for the lab's browser, by id. */
const waiting = new Map<number, (message: ToFrame) => void>();
let last = 0;

function ask(message: (id: number) => FromFrame): Promise<ToFrame> {
  const id = ++last;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    post(message(id));
  });
}

addEventListener("message", ({ source, data }: MessageEvent<ToFrame>) => {
  if (source !== window.parent) return;
  const resolve = waiting.get(data.id);
  waiting.delete(data.id);
  visible = data.cookie;
  resolve?.(data);
});

/** Gives this document an own property in place of one that its opaque origin forbids. */
function replace(target: object, name: string, descriptor: PropertyDescriptor): void {
  Object.defineProperty(target, name, { configurable: true, ...descriptor });
}

installAddress();
installCookies();
installStorage("sessionStorage");
installStorage("localStorage");
installLocks();
installFetch();
addEventListener("click", followLink);
addEventListener("submit", submitForm);
runScripts();

/** `window.location` cannot be replaced: the bundle reads this one instead. */
function installAddress(): void {
  const url = new URL(opened.url);
  const go = (to: string, replace: boolean) =>
    post({ frame: "navigate", url: new URL(to, url).href, replace });
  const address = {
    ...{ origin: url.origin, host: url.host, hostname: url.hostname, protocol: url.protocol },
    ...{ port: url.port, pathname: url.pathname, search: url.search, hash: url.hash },
    get href() {
      return url.href;
    },
    set href(to: string) {
      go(to, false);
    },
    assign: (to: string) => go(to, false),
    replace: (to: string) => go(to, true),
    reload: () => go(url.href, true),
    toString: () => url.href,
  };
  replace(globalThis, "labLocation", { value: address });
}

function installCookies(): void {
  replace(document, "cookie", {
    get: () => visible,
    set(cookie: string) {
      visible = withCookie(visible, cookie);
      post({ frame: "cookie", cookie });
    },
  });
  replace(navigator, "cookieEnabled", { get: () => opened.cookieEnabled });
}

/** The cookies that a script sees after it has set one. The lab's browser says them anew with every response. */
function withCookie(before: string, set: string): string {
  const [pair = "", ...attributes] = set.split(";").map((part) => part.trim());
  const name = pair.slice(0, pair.indexOf("="));
  const others = before
    .split("; ")
    .filter((cookie) => cookie && !cookie.startsWith(`${name}=`));
  const gone = attributes.some((attribute) => {
    const [key = "", value = ""] = attribute.split("=");
    if (/^max-age$/i.test(key)) return Number(value) <= 0;
    return /^expires$/i.test(key) && Date.parse(value) <= Date.now();
  });
  return (gone ? others : [...others, pair]).join("; ");
}

function installStorage(area: "sessionStorage" | "localStorage"): void {
  const items = new Map(Object.entries(opened[area]));
  const storage: Storage = {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem(key, value) {
      items.set(key, String(value));
      post({ frame: "storage", area, key, value: String(value) });
    },
    removeItem(key) {
      items.delete(key);
      post({ frame: "storage", area, key });
    },
    clear() {
      for (const key of [...items.keys()]) storage.removeItem(key);
    },
  };
  replace(window, area, {
    get() {
      // As in a browser that blocks cookies.
      if (!opened.cookieEnabled) throw new DOMException("Access is denied", "SecurityError");
      return storage;
    },
  });
}

/** One tab at a time holds a lock, whichever frame it is in. */
function installLocks(): void {
  const request = async (name: string, held: () => Promise<void>) => {
    let id = 0;
    await ask((next) => {
      id = next;
      return { frame: "lock", id, name };
    });
    try {
      await held();
    } finally {
      post({ frame: "unlock", id });
    }
  };
  replace(navigator, "locks", { value: { request } });
}

function installFetch(): void {
  replace(window, "fetch", {
    writable: true,
    async value(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
      const asked = typeof input === "object" && "url" in input ? input : undefined;
      const url = new URL(asked?.url ?? String(input), opened.url).href;
      // As the Fetch standard treats the method names that it knows: in capitals.
      const method = (init?.method ?? asked?.method ?? "GET").toUpperCase();
      const headers = [...new Headers(init?.headers ?? asked?.headers)];
      const body = typeof init?.body === "string" ? init.body : await asked?.text();
      const received = ask((id) => ({
        frame: "fetch",
        id,
        request: { url, method, headers, ...(body && { body }) },
      }));
      const message = await unlessAborted(received, init?.signal ?? undefined);
      if (message.browser !== "fetched") throw new TypeError("Failed to fetch");
      const { status, headers: given, body: text } = message.response;
      return new Response([204, 205, 304].includes(status) ? null : text, {
        status,
        headers: given,
      });
    },
  });
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason));
  });
  return Promise.race([promise, aborted]);
}

function followLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  const href = link?.getAttribute("href");
  if (event.defaultPrevented || href === null || href === undefined) return;
  event.preventDefault();
  post({ frame: "navigate", url: new URL(href, opened.url).href, replace: false });
}

function submitForm(event: SubmitEvent): void {
  if (event.defaultPrevented || !(event.target instanceof HTMLFormElement)) return;
  event.preventDefault();
  const form = event.target;
  const fields = [...new FormData(form, event.submitter)].map(([name, value]) => [
    name,
    String(value),
  ]);
  post({
    frame: "submit",
    url: new URL(form.getAttribute("action") ?? "", opened.url).href,
    method: form.method.toUpperCase(),
    body: String(new URLSearchParams(fields)),
  });
}

/** The scripts of the front-end guide, by the name that the pages give them. Each loads when its page names it. */
async function runScripts(): Promise<void> {
  const scripts: Record<string, () => Promise<unknown>> = {
    account: () => import("../../../snippets/web-js/account.ts"),
    login: () => import("../../../snippets/web-js/login.ts"),
    "refresh-session": () => import("../../../snippets/web-js/refresh-session.ts"),
    "sign-out": () => import("../../../snippets/web-js/sign-out.ts"),
  };
  if (document.readyState === "loading")
    await new Promise((resolve) => addEventListener("DOMContentLoaded", resolve));
  for (const name of opened.scripts) await scripts[name]?.();
  post({ frame: "ready" });
}
