import { setTimeout as sleep } from "node:timers/promises";
import { CookieJar } from "tough-cookie";
import type { Exchange } from "../../results/runs.ts";
import type { Framework } from "../../snippets/frameworks.ts";
import { coreExchanges, nameMinted } from "../support/core-wire.ts";
import { head } from "../support/head.ts";
import { jwksCooldown } from "../support/jwks-cooldown.ts";
import { Names, withRelativeExpiry } from "../support/names.ts";
import { send as sendRequest } from "../support/page-load.ts";
import { sessionHeaders } from "../support/recorded.ts";
import { check } from "./check.ts";
import { clients } from "./clients.ts";
import type { ContractCore } from "./core.ts";
import {
  type Event,
  inLanguage,
  isRequest,
  publicOrigin,
  type Request,
  type Scenario,
} from "./scenario.ts";
import { makeAccessToken } from "./tokens.ts";

export interface ScenarioRun {
  /** What went over both wires. */
  exchanges: Exchange[];
  /** What was not as expected; empty when the scenario passed. */
  problems: string[];
}

/** What is expected of a web server depends on its SDK's language and on what the registry lets it do differently. */
type Expected = Pick<Framework, "language" | "mayDiffer">;

/**
 * Runs one scenario over HTTP: the web server at `app` (an origin), its core, and a client that does what the
 * scenario says, with what is expected of the web server's framework. Leaves the core as it was.
 */
export async function runScenario(
  scenario: Scenario,
  app: string,
  core: ContractCore,
  framework: Expected,
): Promise<ScenarioRun> {
  const before = await core.control.snapshot();
  const client = await HttpClient.open(scenario, app, core, framework);
  const exchanges: Exchange[] = [];
  const problems: string[] = [];
  let events: string[] = [];
  try {
    for (const step of scenario.steps) {
      if (isRequest(step)) {
        const expected = inLanguage(step, framework.language);
        const start = performance.now();
        const exchange = await client.exchange(step);
        const elapsed = performance.now() - start;
        const found = check(exchange, expected, elapsed, scenario, framework.mayDiffer);
        // How many fetches a flood causes depends on how long it takes; that there are some does not.
        if (typeof expected.expect.core === "string") exchange.core.splice(1);
        problems.push(...found.map((text) => `${exchange.request.path}: ${text}`));
        exchanges.push({ ...(events.length && { events }), ...exchange });
        events = [];
      } else {
        await client.happen(step);
        if (step.do !== "JWKS cooldown passes") events.push(step.do);
      }
    }
  } finally {
    await core.control.recover();
    core.control.clock.reset();
    await core.control.restore(before);
  }
  return { exchanges, problems };
}

type Session = { userId: string; handle: string; accessToken: string; refreshToken: string };

/** A client with a cookie jar, which does what a browser would, and what it has seen so far. */
class HttpClient {
  readonly #app: string;
  readonly #core: ContractCore;
  readonly #framework: Expected;
  readonly #jar = new CookieJar();
  readonly #names = new Names();
  readonly #opened = Date.now();
  readonly #origin: string;
  readonly #cold: boolean;
  #session: (Session & { payload: Record<string, unknown> }) | undefined;

  private constructor(
    { cold = false, behindProxy }: Scenario,
    app: string,
    core: ContractCore,
    framework: Expected,
  ) {
    this.#cold = cold;
    this.#origin = behindProxy ? publicOrigin : app;
    this.#app = app;
    this.#core = core;
    this.#framework = framework;
    this.#names.add(app, "web server");
  }

  static async open(
    scenario: Scenario,
    app: string,
    core: ContractCore,
    framework: Expected,
  ): Promise<HttpClient> {
    const client = new HttpClient(scenario, app, core, framework);
    if (scenario.session) {
      const { userId = "alice", roles = [] } = scenario.session;
      const payload = roles ? { roles: { v: roles, t: Date.now() } } : {};
      const session = await core.control.createSession({ userId, payload });
      client.#session = { userId, ...session, payload };
      client.#names.add(session.handle, "session handle");
      client.#names.addMinted([session.accessToken], [session.refreshToken]);
      await client.#store(`sAccessToken=${session.accessToken}; Path=/`);
      await client.#store(
        `sRefreshToken=${encodeURIComponent(session.refreshToken)}; Path=/auth/session/refresh`,
      );
    }
    return client;
  }

  #store(setCookie: string) {
    return this.#jar.setCookie(setCookie, this.#app, { loose: true });
  }

  async happen({ do: what }: Event): Promise<void> {
    const { control } = this.#core;
    switch (what) {
      case "revoke the session":
        await control.revoke(this.#startedWith.handle);
        return;
      case "refresh the session elsewhere": {
        const { refreshToken } = this.#startedWith;
        const raw = this.#framework.mayDiffer?.rawCookies;
        const value = raw ? refreshToken : encodeURIComponent(refreshToken);
        const response = await fetch(`${this.#app}/auth/session/refresh`, {
          method: "POST",
          headers: { rid: "session", cookie: `sRefreshToken=${value}` },
        });
        if (response.status !== 200) throw new Error(`The refresh answered ${response.status}`);
        nameMinted(this.#log, this.#names);
        for (const cookie of response.headers.getSetCookie()) await this.#store(cookie);
        return;
      }
      case "refresh token expires":
        control.clock.advance(101 * 24 * 60 * 60 * 1000);
        return;
      case "core goes down":
        await control.outage({ mode: "refuse" });
        return;
      case "core answers slowly":
        await control.outage({ mode: "slow", delayMs: 200 });
        return;
      case "core accepts connections and never responds":
        await control.outage({ mode: "hang" });
        return;
      case "core responds 503":
        await control.outage({ mode: "error", status: 503 });
        return;
      case "core rotates its signing key":
        await control.rotateKeys();
        return;
      case "JWKS cooldown passes":
        // An SDK counts from when the keys were there, which is later than the core's log says.
        await sleep(Math.max(0, this.#lastKeysFetch + jwksCooldown + 300 - Date.now()));
        return;
    }
  }

  /** When the web server last tried to fetch the keys, as far as is known: a core that is down logs no attempt. */
  get #lastKeysFetch(): number {
    if (this.#cold) return this.#opened;
    const fetches = this.#core.control.requests.filter(({ path }) =>
      path.endsWith("/jwks.json"),
    );
    return fetches.at(-1)?.at ?? 0;
  }

  get #startedWith() {
    if (!this.#session) throw new Error("The scenario names no session");
    return this.#session;
  }

  /** Sends the request, as often as it says, and records what went over both wires meanwhile. */
  async exchange(step: Request): Promise<Exchange> {
    const { method = "GET", path, parallel = 1, repeat = 1 } = step;
    const times = parallel * repeat;
    const headers = await this.#headers(step);
    const body = step.body ?? (step.form && asForm(step.form));
    const logged = this.#core.control.requests.length;
    const clientHeaders = clients[step.client ?? "page load"];
    const send = async () => {
      const all = {
        ...clientHeaders,
        ...headers,
        ...(body && { "content-type": body.type }),
      };
      // HTTP clients hide the body that a server must not send.
      if (method === "HEAD") return head(this.#app + path, all);
      const response = await sendRequest(this.#app + path, {
        method,
        headers: all,
        ...(body && { body: body.text }),
      });
      return { response, text: await response.text() };
    };
    const answers: Awaited<ReturnType<typeof send>>[] = [];
    for (let round = 0; round < repeat; round++) {
      answers.push(...(await Promise.all(Array.from({ length: parallel }, send))));
    }

    nameMinted(this.#log.slice(logged), this.#names);
    const responses = answers.map(({ response, text }) => this.#response(response, text));
    for (const other of responses) {
      if (JSON.stringify(other) !== JSON.stringify(responses[0])) {
        throw new Error(
          `Answers to the same request differ: ${JSON.stringify([responses[0], other])}`,
        );
      }
    }
    if (!step.dropCookies) {
      for (const { response } of answers) {
        for (const cookie of response.headers.getSetCookie()) await this.#store(cookie);
      }
    }
    return {
      ...(step.note && { note: step.note }),
      ...(times > 1 && { times }),
      request: {
        method,
        path,
        headers: this.#names.inJson({
          ...(step.client && clientHeaders),
          ...headers,
        }) as Record<string, string>,
        ...((step.form ?? step.body) && { body: step.form ?? step.body?.shown }),
      },
      core: coreExchanges(this.#log.slice(logged), this.#names),
      response: responses[0] as Exchange["response"],
    };
  }

  async #headers(step: Request): Promise<Record<string, string>> {
    const cookies: string[] = [];
    const wanted = typeof step.accessToken === "string" ? [step.accessToken] : step.accessToken;
    for (const kind of wanted ?? []) {
      const token = await makeAccessToken(kind, this.#core.control, this.#startedWith);
      if (kind !== "valid") this.#names.add(token, `access token: ${kind}`);
      cookies.push(`sAccessToken=${token}`);
    }
    if (step.jar) {
      const stored = await this.#jar.getCookieString(this.#app + step.path);
      if (stored) cookies.push(stored);
    }
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(step.headers ?? {})) {
      headers[name] = value
        .replace("<valid>", () => this.#startedWith.accessToken)
        .replace("<own origin>", () => this.#origin)
        .replace("<first refresh token>", () =>
          encodeURIComponent(this.#startedWith.refreshToken),
        );
    }
    if (cookies.length) headers.cookie = cookies.join("; ");
    return headers;
  }

  #response(response: Response, text: string): Exchange["response"] {
    const headers: Exchange["response"]["headers"] = {};
    for (const name of sessionHeaders) {
      const value = response.headers.get(name);
      if (value !== null) headers[name] = this.#names.in(value);
    }
    const policy = headers["content-security-policy"];
    if (typeof policy === "string") {
      headers["content-security-policy"] = policy.replace(/'nonce-[^']+'/, "'nonce-<nonce>'");
    }
    if (headers["front-token"] && headers["front-token"] !== "remove") {
      headers["front-token"] = "<front token>";
    }
    const cookies = response.headers.getSetCookie();
    if (this.#framework.mayDiffer?.cookieOrder === "any") cookies.sort();
    if (cookies.length) {
      headers["set-cookie"] = cookies.map((cookie) =>
        withRelativeExpiry(this.#names.in(cookie), Date.now()),
      );
    }
    // The response to HEAD has the type, and no body.
    const isJson = text && response.headers.get("content-type")?.includes("json");
    const body = isJson ? this.#names.inJson(JSON.parse(text)) : this.#names.in(pageText(text));
    return { status: response.status, headers, ...(text && { body }) };
  }

  get #log() {
    return this.#core.control.requests;
  }
}

const asForm = (form: Record<string, string>) => ({
  type: "application/x-www-form-urlencoded",
  text: String(new URLSearchParams(form)),
});

/** What a reader sees of a page: its text, in one line. */
function pageText(html: string): string {
  return (
    html
      .replace(/<head>.*<\/head>|<title>.*?<\/title>|<script\b.*?<\/script>|<!--.*?-->/gs, "")
      .replace(/<[^>]*>/g, " ")
      // In text it needs no escape, and Svelte escapes none.
      .replaceAll(">", "&gt;")
      .replace(/\s+/g, " ")
      .trim()
  );
}
