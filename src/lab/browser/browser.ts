import { clients } from "../../../contract/clients.ts";
import type { Served, WireRequest, WireResponse } from "../protocol.ts";
import { Jar } from "./jar.ts";
import { Locks } from "./locks.ts";

/** Where the lab's web server is, for its browsers. */
export const origin = "http://localhost:3000";

/** What carries requests to the web server, and writes them down. */
export type Network = (request: WireRequest, browser: Browser) => Promise<Served>;

/** What a tab shows. */
export interface Page {
  url: string;
  response: WireResponse;
}

/** A browser's redirects have an end: Fetch standard, HTTP-redirect fetch. */
const maxRedirects = 20;

/** A browser of the lab: its cookies, what its pages store, and its tabs. */
export class Browser {
  readonly name: string;
  readonly network: Network;
  readonly jar = new Jar();
  readonly localStorage = new Map<string, string>();
  readonly locks = new Locks();

  constructor(name: string, network: Network) {
    this.name = name;
    this.network = network;
  }

  /** Sends a request with the cookies that belong to it, and keeps those of the response. */
  async send(request: WireRequest): Promise<WireResponse> {
    const cookie = await this.jar.header(request.url);
    const headers = cookie
      ? [...request.headers, ["cookie", cookie] as [string, string]]
      : request.headers;
    const { response } = await this.network({ ...request, headers }, this);
    const set = response.headers.filter(([name]) => name === "set-cookie");
    await this.jar.store(
      set.map(([, value]) => value),
      request.url,
    );
    return response;
  }
}

/** A page to load, and how. */
export interface Visit {
  url: string;
  method?: string;
  body?: string;
  /** Whether a page has led here, rather than the visitor. */
  fromPage?: boolean;
  /** Takes the place of the page at hand in the history. */
  replace?: boolean;
}

/** A tab: its history, and the page that it shows. */
export class Tab {
  readonly browser: Browser;
  readonly sessionStorage = new Map<string, string>();
  #history: string[] = [];
  #open = 0;
  /** Called with each page that is to be shown. */
  onPage: (page: Page) => void = () => undefined;
  page: Page | undefined;

  constructor(browser: Browser) {
    this.browser = browser;
  }

  get canGoBack(): boolean {
    return this.#history.length > 1;
  }

  /** Requests that are on their way. */
  get busy(): boolean {
    return this.#open > 0;
  }

  /** Loads a page, follows redirects, and shows what comes. A URL of another origin leads nowhere. */
  async load({
    url,
    method = "GET",
    body,
    fromPage = false,
    replace = false,
  }: Visit): Promise<void> {
    let next = new URL(url, origin);
    let request = this.#navigation(next, method, body, fromPage);
    for (let hops = 0; ; hops++) {
      if (next.origin !== origin) return this.#show(next, elsewhere(next), replace);
      if (hops > maxRedirects) return this.#show(next, tooManyRedirects, replace);
      const response = await this.#counted(() => this.browser.send(request));
      const location = response.headers.find(([name]) => name === "location")?.[1];
      if (location === undefined || response.status < 300 || response.status > 399)
        return this.#show(next, response, replace);
      const { hash } = next;
      next = new URL(location, next);
      // The fragment goes along: RFC 9110, section 10.2.2.
      if (!next.hash) next.hash = hash;
      request = this.#navigation(next, "GET", undefined, fromPage);
    }
  }

  async back(): Promise<void> {
    if (!this.canGoBack) return;
    this.#history.pop();
    await this.load({ url: this.#history.at(-1) ?? "/", replace: true });
  }

  async reload(): Promise<void> {
    if (this.page) await this.load({ url: this.page.url, replace: true });
  }

  /** A request of the page's script. Gives the response without what no script may read. */
  async fetch(request: WireRequest): Promise<WireResponse> {
    const url = new URL(request.url);
    if (url.origin !== origin) throw new TypeError("Failed to fetch");
    const given = new Headers(request.headers);
    if (!given.has("accept")) given.set("accept", "*/*");
    const headers: [string, string][] = [
      ...given,
      ["sec-fetch-mode", "cors"],
      ["sec-fetch-site", "same-origin"],
      ...(request.method === "GET" ? [] : [["origin", origin] as [string, string]]),
    ];
    const response = await this.#counted(() => this.browser.send({ ...request, headers }));
    return { ...response, headers: response.headers.filter(([name]) => name !== "set-cookie") };
  }

  #navigation(
    url: URL,
    method: string,
    body: string | undefined,
    fromPage: boolean,
  ): WireRequest {
    const headers: [string, string][] = Object.entries(clients["page load"]);
    headers.push(["sec-fetch-site", fromPage ? "same-origin" : "none"]);
    if (body !== undefined) {
      headers.push(["origin", origin], ["content-type", "application/x-www-form-urlencoded"]);
    }
    const bare = new URL(url);
    bare.hash = "";
    return { url: bare.href, method, headers, ...(body !== undefined && { body }) };
  }

  async #counted<T>(send: () => Promise<T>): Promise<T> {
    this.#open += 1;
    try {
      return await send();
    } finally {
      this.#open -= 1;
    }
  }

  #show(url: URL, response: WireResponse, replace: boolean): void {
    if (replace) this.#history.pop();
    if (this.#history.at(-1) !== url.href) this.#history.push(url.href);
    this.page = { url: url.href, response };
    this.onPage(this.page);
  }
}

function elsewhere({ origin }: URL): WireResponse {
  return message(`This browser knows one host. ${origin} is another.`);
}

const tooManyRedirects = message("This page redirected too many times.");

function message(body: string): WireResponse {
  return { status: 0, headers: [["content-type", "text/plain"]], body };
}
