import type { Page, Tab } from "@site/src/lab/browser/browser.ts";
import { type FrameFiles, frameDocument } from "@site/src/lab/browser/document.ts";
import type { FromFrame, Posted, ToFrame } from "@site/src/lab/frame/messages.ts";
import { h } from "./element.ts";

/** A tab's page in a sandboxed frame, and the messages between the two. */
export class FrameView {
  readonly element: HTMLIFrameElement;
  readonly #tab: Tab;
  readonly #files: FrameFiles;
  /** Of the document that the frame holds; another one must not release them. */
  #locks = new Map<number, () => void>();
  /** The number of the document in the frame, and whether its scripts have run. */
  #page = 0;
  #ready = true;
  /** When something last went in or out (ms since the page began). */
  #last = 0;
  readonly #onChange: () => void;
  readonly #onFailure: (error: unknown) => void;

  constructor(
    tab: Tab,
    title: string,
    files: FrameFiles,
    onChange: () => void,
    onFailure: (error: unknown) => void,
  ) {
    this.#tab = tab;
    this.#files = files;
    this.#onChange = onChange;
    this.#onFailure = onFailure;
    // Scripts, but an origin of its own: the frame reaches neither the page around it nor its storage.
    this.element = h("iframe", { title, sandbox: "allow-scripts allow-forms" });
    addEventListener("message", ({ source, data }: MessageEvent<Posted>) => {
      const isOurs = source !== null && source === this.element.contentWindow;
      if (isOurs && data.page === this.#page) this.#receive(data);
    });
    tab.onPage = (page) => this.#show(page);
  }

  /** Settles when the page has come to rest: nothing is on its way, and its script does nothing more. */
  async settled(): Promise<void> {
    const end = performance.now() + 20_000;
    for (;;) {
      const now = performance.now();
      const rests = this.#ready && !this.#tab.busy && now - this.#last > quiet;
      if (rests || now > end) return;
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }

  #touch(): void {
    this.#last = performance.now();
  }

  async #show(page: Page): Promise<void> {
    this.#touch();
    for (const release of this.#locks.values()) release();
    this.#locks = new Map();
    this.#page += 1;
    this.#ready = false;
    const { browser, sessionStorage } = this.#tab;
    const opened = {
      page: this.#page,
      cookie: await browser.jar.visible(page.url),
      cookieEnabled: !browser.jar.blocked,
      sessionStorage: Object.fromEntries(sessionStorage),
      localStorage: Object.fromEntries(browser.localStorage),
    };
    this.element.srcdoc = frameDocument(page, opened, this.#files);
    this.#touch();
    this.#onChange();
  }

  #post(message: ToFrame): void {
    // The frame has no origin that could be named.
    this.element.contentWindow?.postMessage(message, "*");
  }

  async #receive(message: FromFrame): Promise<void> {
    this.#touch();
    const url = this.#tab.page?.url ?? "";
    const { browser } = this.#tab;
    switch (message.frame) {
      case "ready":
        this.#ready = true;
        return;
      case "navigate":
        return this.#load({ url: message.url, replace: message.replace });
      case "submit": {
        const { method, body } = message;
        if (method === "POST") return this.#load({ url: message.url, method, body });
        return this.#load({ url: `${message.url.split("?")[0]}?${body}` });
      }
      case "cookie":
        await browser.jar.setByScript(message.cookie, url);
        this.#onChange();
        return;
      case "storage": {
        const area =
          message.area === "localStorage" ? browser.localStorage : this.#tab.sessionStorage;
        if (message.value === undefined) area.delete(message.key);
        else area.set(message.key, message.value);
        return;
      }
      case "lock": {
        const locks = this.#locks;
        const release = await browser.locks.acquire(message.name);
        if (locks !== this.#locks) return release();
        locks.set(message.id, release);
        const cookie = await browser.jar.visible(url);
        this.#post({ browser: "locked", id: message.id, cookie });
        return;
      }
      case "unlock":
        this.#locks.get(message.id)?.();
        this.#locks.delete(message.id);
        return;
      case "fetch":
        return this.#fetch(message);
    }
  }

  async #load(visit: {
    url: string;
    method?: string;
    body?: string;
    replace?: boolean;
  }): Promise<void> {
    try {
      await this.#tab.load({ ...visit, fromPage: true });
    } catch (error) {
      this.#onFailure(error);
    }
    this.#touch();
  }

  async #fetch({ id, request }: Extract<FromFrame, { frame: "fetch" }>): Promise<void> {
    const { browser, page } = this.#tab;
    try {
      const response = await this.#tab.fetch(request);
      this.#touch();
      const cookie = await browser.jar.visible(page?.url ?? request.url);
      this.#post({ browser: "fetched", id, response, cookie });
    } catch {
      this.#post({
        browser: "failed",
        id,
        cookie: await browser.jar.visible(page?.url ?? request.url),
      });
    }
    this.#touch();
    this.#onChange();
  }
}

/** A page that has been quiet for this long (ms) has come to rest. */
const quiet = 300;
