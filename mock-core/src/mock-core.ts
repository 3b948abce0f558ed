import { createClock } from "./clock.ts";
import { type AnswerOverride, type Control, createControl } from "./control.ts";
import { type Call, json, text } from "./http.ts";
import { utf8 } from "./jwt.ts";
import { generateKeyPair, heldKeys, type KeyPair } from "./keys.ts";
import { configOf, type MockCoreOptions } from "./options.ts";
import { createOutages, type Outcome } from "./outage.ts";
import { createRequestLog, matches } from "./request-log.ts";
import { route } from "./router.ts";
import { type Core, newApp } from "./state.ts";

/** A SuperTokens core in memory, on Web APIs alone. */
export type MockCore = {
  /** Answers a request. Rejects with a TypeError, as `fetch` does, where the connection would be dropped. */
  fetch(request: Request): Promise<Response>;
  control: Control;
};

/** A mock core without a server. Throws an Error of one line for an option the core would refuse. */
export function createMockCore(options: MockCoreOptions = {}): MockCore {
  const engine = createEngine(options);
  return {
    async fetch(request) {
      const { pathname, searchParams } = new URL(request.url);
      const outcome = await engine.handle({
        method: request.method,
        path: decodedPath(pathname),
        query: searchParams,
        headers: Object.fromEntries(request.headers),
        body: await request.text(),
      });
      return toResponse(outcome);
    },
    control: createControl(engine),
  };
}

export function decodedPath(path: string) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function toResponse(outcome: Outcome) {
  if (outcome === null) throw new TypeError("fetch failed");
  const { status, headers, body, cut } = outcome;
  if (!cut) return new Response(body, { status, headers });
  const half = utf8(body.slice(0, body.length / 2));
  const start = (controller: ReadableStreamDefaultController) => {
    controller.enqueue(half);
    controller.error(new TypeError("terminated"));
  };
  return new Response(new ReadableStream({ start }), { status, headers });
}

export type Engine = ReturnType<typeof createEngine>;

export function createEngine(options: MockCoreOptions) {
  const spare: Promise<KeyPair>[] = [];
  const core: Core = {
    options,
    baseConfig: configOf(options),
    clock: createClock(),
    makeKey: () => spare.pop() ?? generateKeyPair(),
    apps: new Map(),
  };
  const log = createRequestLog(options.requestLogLimit ?? 10_000, options.onRequest);
  const outages = createOutages();
  const overrides: AnswerOverride[] = [];

  const overrideFor = (call: Call) => {
    const override = overrides.find(({ match }) => matches(call, match));
    if (!override) return;
    overrides.splice(overrides.indexOf(override), 1);
    const { status, headers, body = "" } = override;
    const answer =
      typeof body === "string" ? { ...text("", status), body } : json(body, status);
    return { ...answer, headers: { ...answer.headers, ...headers } };
  };

  // Key pairs are set aside for the apps to come.
  const empty = () => {
    for (const app of core.apps.values()) spare.push(...heldKeys(app).map(({ pair }) => pair));
    core.apps = new Map([["public", newApp(core, "public")]]);
  };
  empty();

  return {
    core,
    log,
    outages,
    overrides,
    empty,
    transport: undefined as { refuse(): Promise<void>; listen(): Promise<void> } | undefined,
    async handle(call: Call) {
      const started = performance.now();
      const entry = log.begin(call, core.clock.now());
      const outcome =
        overrideFor(call) ?? (await outages.through(call, () => route(core, call)));
      log.end(entry, outcome, performance.now() - started);
      return outcome;
    },
  };
}
