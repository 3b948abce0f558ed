import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Page,
  Request,
} from "playwright-core";
import { otherCore } from "./core.ts";
import type { Account } from "./front-ends.ts";
import type { Site } from "./site.ts";

/** The call with which the SDK renews a session. */
export const refreshCall = "POST /auth/session/refresh";

/** A visitor with a browser of their own: cookies and storage start empty, and all requests are recorded. */
export class Visitor {
  /** Pages, form posts and fetches in the order of their requests: "GET /dashboard?tab=1". */
  readonly trail: string[] = [];
  /** What must never happen: a request to another host, a breach of the CSP, a page without one, a dialog, an error. */
  readonly problems: string[] = [];
  /** Used by this visitor only, so that a revocation for this user affects no other test. */
  readonly account: Account = { name: `${names}${++visitors}` };
  /** Origins of other sites that the visitor may come to. */
  readonly elsewhere = new Set<string>();
  readonly context: BrowserContext;
  readonly #site: Site;
  #user = "";

  private constructor(context: BrowserContext, site: Site) {
    this.context = context;
    this.#site = site;
  }

  static async arrive(
    browser: Browser,
    site: Site,
    options: BrowserContextOptions = {},
  ): Promise<Visitor> {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(10_000);
    const visitor = new Visitor(context, site);
    site.wire.name(visitor.account.name, "user");
    await visitor.#watch();
    return visitor;
  }

  /** Their user id, known once they have signed in. */
  get user(): string {
    if (!this.#user) throw new Error(`${this.account.name} has not signed in yet`);
    return this.#user;
  }

  /** How often their browser has asked for new tokens. */
  get refreshes(): number {
    return this.trail.filter((step) => step === refreshCall).length;
  }

  async #watch(): Promise<void> {
    const { context, problems } = this;
    context.on("request", (request) => this.#note(request));
    context.on("response", (response) => {
      const isPage = response.request().resourceType() === "document";
      if (isPage && !response.headers()["content-security-policy"])
        problems.push(`no Content-Security-Policy: ${response.url()}`);
    });
    context.on("console", (message) => {
      if (/content.security.policy/i.test(message.text())) problems.push(message.text());
    });
    context.on("dialog", (dialog) => {
      problems.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    context.on("weberror", (error) => problems.push(`uncaught: ${error.error().message}`));
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) =>
        console.error(
          `Content-Security-Policy: ${event.violatedDirective} ${event.blockedURI}`,
        ),
      );
    });
  }

  #note(request: Request): void {
    const url = new URL(request.url());
    if (this.elsewhere.has(url.origin)) return;
    if (url.origin !== this.#site.url) this.problems.push(`foreign host: ${url}`);
    if (["document", "fetch", "xhr"].includes(request.resourceType()))
      this.trail.push(`${request.method()} ${url.pathname}${url.search}`);
  }

  /** A new tab that has asked for `path` and come to rest on `end`, whatever lies between. */
  async open(path: string, end = path): Promise<Page> {
    const page = await this.context.newPage();
    await this.go(page, path, end);
    return page;
  }

  /** As `open`, in a tab that is there. */
  async go(page: Page, path: string, end = path): Promise<void> {
    // "commit": a page that navigates on its own can be gone before it has loaded.
    await page.goto(this.#site.url + path, { waitUntil: "commit" });
    await this.arrived(page, end);
  }

  /** Waits until the tab has loaded `path`; throws with where it is instead. */
  async arrived(page: Page, path: string): Promise<void> {
    const end = this.#site.url + path;
    try {
      await page.waitForURL((url) => url.href === end);
    } catch (cause) {
      const trail = this.trail.slice(-12).join(", ");
      throw new Error(`Not on ${path} but on ${page.url()}, after … ${trail}`, { cause });
    }
  }

  /** Fills in the sign-in form on which the tab is, sends it and waits for `end`. */
  async signIn(page: Page, end: string): Promise<void> {
    await this.#site.frontEnd.login.submit(page, this.account, this.#site.core);
    await this.arrived(page, end);
    this.#user = (await this.claims()).sub;
    this.#site.wire.name(this.#user, "user id");
  }

  /** A tab in which the visitor has just signed in, on the home page; nothing has been written down. */
  async signedIn(): Promise<Page> {
    const page = await this.open(this.#site.frontEnd.login.path);
    await this.signIn(page, "/");
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    await this.record();
    return page;
  }

  /** Forgets what has been recorded, and names what the browser has. */
  async record(): Promise<void> {
    this.trail.length = 0;
    const { wire } = this.#site;
    const value = async (name: string) =>
      decodeURIComponent((await this.cookie(name))?.value ?? "");
    wire.clear();
    wire.name(this.account.name, "user");
    wire.name(this.#user, "user id");
    wire.name((await this.claims()).sessionHandle, "session handle");
    wire.minted(await value("sAccessToken"), await value("sRefreshToken"));
  }

  /** What is in the access token that the browser has. */
  async claims(): Promise<{ sub: string; sessionHandle: string; plan?: string }> {
    const payload = (await this.cookie("sAccessToken"))?.value.split(".")[1] ?? "";
    return JSON.parse(Buffer.from(payload, "base64url").toString());
  }

  /** Puts an expired access token in the place of the one the browser has. */
  async expireAccessToken(): Promise<void> {
    const cookie = await this.cookie("sAccessToken");
    if (!cookie) throw new Error("The browser has no access token to expire");
    const value = await this.#site.core.control.expire(cookie.value);
    this.#site.wire.name(value, "access token: expired");
    await this.context.addCookies([{ ...cookie, value }]);
    // The lifetime of the other core's token is over, and the front token with it. With the mock core only the access token has.
    if (otherCore && (await this.frontToken())) await this.#setExpiry(Date.now() + 3_600_000);
  }

  /** The SDK's record of the access token: its user, its expiry (ms) and its payload; undefined if the SDK records no session. */
  async frontToken(): Promise<FrontToken | undefined> {
    const value = (await this.cookie("sFrontToken"))?.value;
    if (!value || value === "remove") return undefined;
    return JSON.parse(Buffer.from(decodeURIComponent(value), "base64").toString());
  }

  /** Makes the SDK treat the access token as expired, too. */
  async expireFrontToken(): Promise<void> {
    const value = await this.#setExpiry(Date.now() - 60_000);
    this.#site.wire.name(value, "front token: expired");
  }

  /** Gives the front token another expiry, in ms. @returns its new value */
  async #setExpiry(ate: number): Promise<string> {
    const cookie = await this.cookie("sFrontToken");
    const token = await this.frontToken();
    if (!cookie || !token) throw new Error("The SDK knows of no session");
    const value = Buffer.from(JSON.stringify({ ...token, ate })).toString("base64");
    await this.context.addCookies([{ ...cookie, value }]);
    return value;
  }

  async cookie(name: string) {
    return (await this.context.cookies(`${this.#site.url}/auth/session/refresh`)).find(
      (cookie) => cookie.name === name,
    );
  }
}

/** supertokens-node, lib/build/recipe/session/cookieAndHeaders.js, setFrontTokenInHeaders. */
export interface FrontToken {
  uid: string;
  ate: number;
  up: Record<string, unknown>;
}

let visitors = 0;
/** A core that is not ours may have users of the same name, whose sessions are none of ours. */
const names = otherCore ? `contract-${Date.now().toString(36)}-` : "user-";
