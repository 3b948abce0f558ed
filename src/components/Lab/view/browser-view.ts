import { origin, type Tab } from "@site/src/lab/browser/browser.ts";
import type { FrameFiles } from "@site/src/lab/browser/document.ts";
import type { Lab } from "@site/src/lab/lab.ts";
import { button, h } from "./element.ts";
import { FrameView } from "./frame-view.ts";
import { Icon } from "./icons.ts";

type TabName = keyof Lab["tabs"];

const titles: Record<TabName, string> = {
  first: "Alice",
  second: "Alice, second tab",
  thief: "Thief",
};

/** The browser in the page: tabs, an address bar and the page itself. */
export class BrowserView {
  readonly element: HTMLElement;
  readonly #lab: Lab;
  readonly #frames: Record<TabName, FrameView>;
  readonly #buttons: Record<TabName, HTMLButtonElement>;
  readonly #address = h("input", {
    class: "lab-address",
    "aria-label": "URL",
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "off",
  });
  readonly #back: HTMLButtonElement;
  readonly #onChange: (tab: Tab) => void;
  #current: TabName = "first";

  /**
   * @param onChange called with the tab in front when a page or a cookie has changed
   * @param onFailure called with what keeps a page from loading
   */
  constructor(
    lab: Lab,
    files: FrameFiles,
    onChange: (tab: Tab) => void,
    onFailure: (error: unknown) => void,
  ) {
    this.#lab = lab;
    this.#onChange = onChange;
    const frame = (name: TabName) =>
      new FrameView(
        lab.tabs[name],
        `Page of ${titles[name]}`,
        files,
        () => this.#update(),
        onFailure,
      );
    this.#frames = { first: frame("first"), second: frame("second"), thief: frame("thief") };
    const tab = (name: TabName) =>
      button(titles[name], () => this.show(name), { class: "lab-tab" });
    this.#buttons = { first: tab("first"), second: tab("second"), thief: tab("thief") };
    this.#back = button("", () => this.tab.back().catch(onFailure), {
      "aria-label": "Back",
      class: "lab-tool",
    });
    this.#back.append(Icon("back"));
    const reload = button("", () => this.tab.reload().catch(onFailure), {
      "aria-label": "Reload",
      class: "lab-tool",
    });
    reload.append(Icon("reload"));
    const bar = h("form", { class: "lab-bar" }, this.#back, reload, this.#address);
    bar.addEventListener("submit", (event) => {
      event.preventDefault();
      this.visit(this.#address.value).catch(onFailure);
    });
    this.element = h(
      "section",
      { class: "lab-browser", "aria-label": "Browser" },
      h(
        "div",
        { class: "lab-tabs", role: "group", "aria-label": "Tabs" },
        ...Object.values(this.#buttons),
      ),
      bar,
      h(
        "div",
        { class: "lab-frames" },
        ...Object.values(this.#frames).map(({ element }) => element),
      ),
    );
    this.show("first");
  }

  /** The tab in front. */
  get tab(): Tab {
    return this.#lab.tabs[this.#current];
  }

  /** Brings a tab to the front. */
  show(name: TabName): void {
    this.#current = name;
    for (const [key, element] of Object.entries(this.#buttons))
      element.setAttribute("aria-pressed", String(key === name));
    for (const [key, { element }] of Object.entries(this.#frames))
      element.hidden = key !== name;
    this.#update();
  }

  /** Loads a page in the tab in front, as if the visitor had typed its URL. Throws where the web server has stopped. */
  async visit(address: string): Promise<void> {
    const path = address.replace(/^(?:https?:\/\/)?localhost:3000/, "");
    const url = /^https?:/.test(path)
      ? path
      : new URL(path.replace(/^(?!\/)/, "/"), origin).href;
    await this.tab.load({ url });
  }

  /** Settles when the page of a tab has come to rest. */
  settled(name: TabName): Promise<void> {
    return this.#frames[name].settled();
  }

  #update(): void {
    const { page, canGoBack } = this.tab;
    if (page && document.activeElement !== this.#address)
      this.#address.value = page.url.replace(/^http:\/\//, "");
    this.#back.disabled = !canGoBack;
    this.#onChange(this.tab);
  }
}
