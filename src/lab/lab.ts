import type { Exchange } from "../../results/runs.ts";
import { Browser, origin, Tab } from "./browser/browser.ts";
import { Wire } from "./browser/wire.ts";
import { Engine } from "./engine.ts";
import type { Served, Trick, WireRequest } from "./protocol.ts";

/** Something on the wire, and off it. */
export type Entry =
  | { kind: "exchange"; exchange: Exchange; durationMs: number; browser: string }
  | { kind: "event"; text: string };

/** What holds until somebody ends it. */
export type Condition = "core down" | "core slow" | "cookies blocked" | "clock ahead";

/** How long a slow core takes, and how far the web server's clock is ahead (ms). */
export const slowness = 2_000;
const clockError = 2 * 60 * 60 * 1000;

/** The lab: a web server and a core in a worker, two browsers in the page, and everything that went over the wires. */
export class Lab {
  readonly #url: string;
  readonly #interpreter: string;
  #engine: Engine;
  wire = new Wire();
  readonly alice: Browser;
  readonly thief: Browser;
  /** Alice's two tabs, and the thief's. */
  readonly tabs: { first: Tab; second: Tab; thief: Tab };
  readonly conditions = new Set<Condition>();
  /** Called with each entry. */
  onEntry: (entry: Entry) => void = () => undefined;

  private constructor(url: string, interpreter: string, engine: Engine) {
    this.#url = url;
    this.#interpreter = interpreter;
    this.#engine = engine;
    const network = (request: WireRequest, browser: Browser) => this.#serve(request, browser);
    this.alice = new Browser("Alice", network);
    this.thief = new Browser("the thief", network);
    this.tabs = {
      first: new Tab(this.alice),
      second: new Tab(this.alice),
      thief: new Tab(this.thief),
    };
  }

  /** Starts an engine. Throws where it cannot be loaded. */
  static async open(files: { engine: string; interpreter: string }): Promise<Lab> {
    return new Lab(files.engine, files.interpreter, await Engine.start(files.engine, origin));
  }

  get stopped(): boolean {
    return this.#engine.stopped;
  }

  /** A new web server and a new core: every session is gone. The browsers keep their cookies. */
  async restart(): Promise<void> {
    this.#engine.stop("The web server starts again");
    this.#engine = await Engine.start(this.#url, origin);
    this.conditions.delete("core down");
    this.conditions.delete("core slow");
    this.conditions.delete("clock ahead");
    this.event("the web server and the core restart");
  }

  event(text: string): void {
    this.onEntry({ kind: "event", text });
  }

  /** Signs a user in as the app's own form does without a script, and shows the page after it. */
  async signIn(tab: Tab, user: string, role: string): Promise<void> {
    const body = String(new URLSearchParams({ user, ...(role && { role }) }));
    const url = "/login?redirectBack=%2Fdashboard";
    await tab.load({ url, method: "POST", body, fromPage: true });
  }

  /** Runs a reader's version of a file, or again the published one. Throws what its syntax or its top level does. */
  async edit(file: string, code?: string): Promise<void> {
    const interpreter = this.#interpreter;
    await this.#engine.ask({
      ask: "edit",
      file,
      interpreter,
      ...(code !== undefined && { code }),
    });
    this.event(code === undefined ? `${file} is as published` : `${file} runs as edited`);
  }

  async trick(trick: Trick): Promise<{ accessToken?: string }> {
    return this.#engine.ask({ ask: "trick", trick });
  }

  /** Replaces Alice's access token, as the SDK sets the cookie. */
  async replaceAccessToken(token: string, name: string): Promise<void> {
    this.wire.names.add(token, name);
    const expires = new Date(Date.now() + 365 * 24 * 60 * 60 * 1000).toUTCString();
    const cookie = `sAccessToken=${token}; Path=/; Expires=${expires}; HttpOnly; SameSite=Lax`;
    await this.alice.jar.store([cookie], origin);
  }

  /** What an hour of waiting would do to Alice's access token. Throws where there is none. */
  async expire(): Promise<void> {
    const before = await this.#accessToken();
    const { accessToken = "" } = await this.trick({ do: "expire", accessToken: before });
    await this.replaceAccessToken(accessToken, `${this.nameOf(before)}, expired`);
    this.event("Alice's access token expires");
  }

  /** Another user under the old signature. Throws where there is no token. */
  async tamper(): Promise<void> {
    const before = await this.#accessToken();
    const [header, , signature] = before.split(".");
    const claims = { ...claimsOf(before), sub: "mallory", rsub: "mallory" };
    const bytes = new TextEncoder().encode(JSON.stringify(claims));
    const payload = btoa(String.fromCharCode(...bytes))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replaceAll("=", "");
    await this.replaceAccessToken(
      [header, payload, signature].join("."),
      `${this.nameOf(before)}, tampered`,
    );
    this.event("the access token in Alice's browser now names mallory");
  }

  async revoke(): Promise<void> {
    const { sessionHandle } = claimsOf(await this.#accessToken()) ?? {};
    await this.trick({ do: "revoke", sessionHandle: String(sessionHandle) });
    this.event("the session is revoked in the core");
  }

  /** Puts a copy of Alice's refresh token into the thief's browser. Throws where she has none. */
  async steal(): Promise<void> {
    const token = await this.alice.jar.value("sRefreshToken");
    if (!token) throw new Error("Alice has no refresh token: sign in first");
    await this.thief.jar.clear();
    const cookie = `sRefreshToken=${encodeURIComponent(token)}; Path=/auth/session/refresh; HttpOnly; SameSite=Lax`;
    await this.thief.jar.store([cookie], origin);
    this.event("the thief copies Alice's refresh token");
  }

  /** Begins or ends a condition. */
  async set(condition: Condition, on: boolean): Promise<void> {
    if (on === this.conditions.has(condition)) return;
    if (on) this.conditions.add(condition);
    else this.conditions.delete(condition);
    switch (condition) {
      case "core down":
      case "core slow":
        await this.#applyOutage();
        break;
      case "cookies blocked":
        this.alice.jar.blocked = on;
        break;
      case "clock ahead":
        await this.trick(
          on ? { do: "web server's clock is ahead", ms: clockError } : { do: "clocks agree" },
        );
        break;
    }
    this.event(conditionEvents[condition][on ? 0 : 1]);
  }

  /** Ends every condition. */
  async normal(): Promise<void> {
    for (const condition of [...this.conditions]) await this.set(condition, false);
  }

  async #applyOutage(): Promise<void> {
    if (this.conditions.has("core down")) await this.trick({ do: "the core goes down" });
    else if (this.conditions.has("core slow"))
      await this.trick({ do: "the core responds slowly", delayMs: slowness });
    else await this.trick({ do: "core recovers" });
  }

  async #accessToken(): Promise<string> {
    const token = await this.alice.jar.value("sAccessToken");
    if (!token) throw new Error("Alice has no access token: sign in first");
    return token;
  }

  /** "access token 3". */
  nameOf(token: string): string {
    return this.wire.names.in(token).replace(/^<|>$/g, "");
  }

  async #serve(request: WireRequest, browser: Browser): Promise<Served> {
    const served = await this.#engine.ask({ ask: "serve", request });
    const note = browser === this.thief ? "the thief" : undefined;
    const exchange = this.wire.exchange(request, served, note);
    const { durationMs } = served;
    this.onEntry({ kind: "exchange", exchange, durationMs, browser: browser.name });
    return served;
  }
}

const conditionEvents: Record<Condition, [begins: string, ends: string]> = {
  "core down": ["the core goes down", "the core is back"],
  "core slow": [
    `the core takes ${slowness / 1000} seconds for each response`,
    "the core is as fast as before",
  ],
  "cookies blocked": ["Alice's browser blocks cookies", "Alice's browser allows cookies"],
  "clock ahead": [
    "the web server's clock is two hours ahead of the core's",
    "the clocks agree again",
  ],
};

/** The claims of a JWT, unverified; undefined for anything else. */
export function claimsOf(token: string): Record<string, unknown> | undefined {
  return decodedPart(token.split(".")[1]);
}

/** Header or payload of a JWT. */
export function decodedPart(part = ""): Record<string, unknown> | undefined {
  try {
    const binary = atob(part.replaceAll("-", "+").replaceAll("_", "/"));
    const text = new TextDecoder().decode(Uint8Array.from(binary, (c) => c.charCodeAt(0)));
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
