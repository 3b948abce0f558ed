import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { Capability } from "../../snippets/frameworks.ts";
import { type FrontEnd, loginPage, refreshPage } from "./front-ends.ts";
import type { Site } from "./site.ts";
import { Visitor } from "./visitor.ts";

/** What a front end must do in a browser. Each runs for every front end, and is recorded. */
export interface Scenario {
  /** Names it in URLs, files and the matrix; never changed. */
  id: string;
  /** A sentence that says what is seen. */
  title: string;
  capability: Capability;
  /** The front ends that it is about; all of them where it is left out. */
  only?: (frontEnd: FrontEnd) => boolean;
  /** It sets the core's clock, which no core but ours lets anybody do. */
  controlsCore?: true;
  /** It is about what the framework does in development only; others run as built for production. */
  development?: true;
  /** What happens over the wire differs from run to run, so there is no recording; the outcome does not. */
  unrecorded?: true;
  /** Plays it; throws if something is not as it must be. */
  play(scene: Scene): Promise<void>;
}

/** A site, and all its visitors in one scenario. */
export class Scene {
  readonly site: Site;
  readonly #browser: Browser;
  readonly #visitors: Visitor[] = [];

  constructor(site: Site, browser: Browser) {
    this.site = site;
    this.#browser = browser;
    site.wire.clear();
  }

  get core() {
    return this.site.core.control;
  }

  /** A new visitor. */
  async visitor(options?: BrowserContextOptions, at: Site = this.site): Promise<Visitor> {
    const visitor = await Visitor.arrive(this.#browser, at, options);
    this.#visitors.push(visitor);
    return visitor;
  }

  /** A new visitor, signed in, in a tab that shows the home page. */
  async user(): Promise<{ visitor: Visitor; page: Page }> {
    const visitor = await this.visitor();
    return { visitor, page: await visitor.signedIn() };
  }

  /** As `user`, and the access token has expired since. */
  async userWithExpiredToken(): Promise<{ visitor: Visitor; page: Page }> {
    const { visitor, page } = await this.user();
    await visitor.expireAccessToken();
    return { visitor, page };
  }

  /** Says in the recording what happens before the next exchange. */
  happens(event: string): void {
    this.site.wire.note(event);
  }

  refreshPage = refreshPage;

  loginPage(redirectBack: string): string {
    return loginPage(this.site.frontEnd, redirectBack);
  }

  /** The page that the server has rendered shows its user. */
  async expectSignedIn(page: Page, visitor: Visitor): Promise<void> {
    await page.getByText(`Signed in as ${visitor.user}`).waitFor();
  }

  /** A message with this text is there to be read, within `timeout` ms. */
  async expectAlert(page: Page, text: string, timeout = 10_000): Promise<void> {
    await page.getByRole("alert").filter({ hasText: text }).waitFor({ timeout });
  }

  /** Closes all visitors' browsers and resets the core. @returns the unexpected events */
  async end(): Promise<string[]> {
    const problems = this.#visitors.flatMap((visitor) => visitor.problems);
    for (const { context } of this.#visitors.splice(0)) await context.close();
    await this.core.recover();
    this.core.clock.reset();
    return problems;
  }
}
