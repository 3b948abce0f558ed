import type { Exchange } from "../results/runs.ts";
import type { Framework } from "../snippets/frameworks.ts";
import { clients } from "./clients.ts";
import type { ContractCore } from "./core.ts";
import { coreExchanges, nameMinted } from "./core-wire.ts";
import { jwksCooldown } from "./jwks-cooldown.ts";
import { Names, withRelativeExpiry } from "./names.ts";
import { sessionHeaders } from "./recorded.ts";
import {
  type Event,
  isRequest,
  publicOrigin,
  type Request,
  type Scenario,
} from "./scenario.ts";
import { makeAccessToken } from "./tokens.ts";

/** The cookies of a client. */
export interface ClientJar {
  /** Takes over a Set-Cookie header of a response from `url`. */
  store(setCookie: string, url: string): Promise<void>;
  /** The Cookie header of a request to `url`; empty where no cookie belongs to it. */
  header(url: string): Promise<string>;
}

/** How a request reaches the web server: over a socket in the tests, in memory in the lab. */
export interface Transport {
  /** Sends it with these headers and no others, and follows no redirect. */
  send(
    url: string,
    init: { method: string; headers: Record<string, string>; body?: string },
  ): Promise<Received>;
  /** Of a client that has no cookies yet. */
  newJar(): ClientJar;
}

/** A response and its body. */
export interface Received {
  response: Pick<Response, "status" | "headers">;
  text: string;
}

/** A step that is over: an event, or a request with what went over both wires meanwhile, and how long it took in ms. */
export type Played =
  | { step: Event; exchange?: undefined }
  | { step: Request; exchange: Exchange; elapsed: number };

/** Of the web server's framework: how it writes what means the same. */
type Spelling = Pick<Framework, "mayDiffer">;

/**
 * Plays one scenario: the web server at `app` (an origin), its core, and a client that does what the scenario says. Yields
 * each step when it is over. Leaves the core as it was, when it ends and when it is left early.
 */
export async function* playScenario(
  scenario: Scenario,
  app: string,
  core: ContractCore,
  framework: Spelling,
  transport: Transport,
): AsyncGenerator<Played, void, void> {
  const before = await core.control.snapshot();
  const client = await HttpClient.open(scenario, app, core, framework, transport);
  let events: string[] = [];
  try {
    for (const step of scenario.steps) {
      if (isRequest(step)) {
        const start = performance.now();
        const exchange = await client.exchange(step);
        const elapsed = performance.now() - start;
        yield {
          step,
          elapsed,
          exchange: { ...(events.length && { events }), ...exchange },
        };
        events = [];
      } else {
        await client.happen(step);
        if (step.do !== "JWKS cooldown passes") events.push(step.do);
        yield { step };
      }
    }
  } finally {
    await core.control.recover();
    core.control.clock.reset();
    await core.control.restore(before);
  }
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

type Session = { userId: string; handle: string; accessToken: string; refreshToken: string };

/** A client with a cookie jar, which does what a browser would, and what it has seen so far. */
class HttpClient {
  readonly #app: string;
  readonly #core: ContractCore;
  readonly #framework: Spelling;
  readonly #transport: Transport;
  readonly #jar: ClientJar;
  readonly #names = new Names();
  readonly #opened = Date.now();
  readonly #origin: string;
  readonly #cold: boolean;
  #session: (Session & { payload: Record<string, unknown> }) | undefined;

  private constructor(
    { cold = false, behindProxy }: Scenario,
    app: string,
    core: ContractCore,
    framework: Spelling,
    transport: Transport,
  ) {
    this.#transport = transport;
    this.#jar = transport.newJar();
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
    framework: Spelling,
    transport: Transport,
  ): Promise<HttpClient> {
    const client = new HttpClient(scenario, app, core, framework, transport);
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
    return this.#jar.store(setCookie, this.#app);
  }

  async happen({ do: what }: Event): Promise<void> {
    const { control } = this.#core;
    switch (what) {
      case "the session is revoked":
        await control.revoke(this.#startedWith.handle);
        return;
      case "the session is refreshed elsewhere": {
        const { refreshToken } = this.#startedWith;
        const raw = this.#framework.mayDiffer?.rawCookies;
        const value = raw ? refreshToken : encodeURIComponent(refreshToken);
        const { response } = await this.#transport.send(`${this.#app}/auth/session/refresh`, {
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
      case "the core goes down":
        await control.outage({ mode: "refuse" });
        return;
      case "the core responds slowly":
        await control.outage({ mode: "slow", delayMs: 200 });
        return;
      case "the core accepts connections and never responds":
        await control.outage({ mode: "hang" });
        return;
      case "the core responds with 503":
        await control.outage({ mode: "error", status: 503 });
        return;
      case "the core rotates its signing key":
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
      return this.#transport.send(this.#app + path, {
        method,
        headers: all,
        ...(body && { body: body.text }),
      });
    };
    const answers: Received[] = [];
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
      const stored = await this.#jar.header(this.#app + step.path);
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

  #response(response: Received["response"], text: string): Exchange["response"] {
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
