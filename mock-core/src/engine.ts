import { createClock } from "./clock.ts";
import type { Call } from "./http.ts";
import { generateKeyPair, type KeyPair } from "./key-pair.ts";
import { heldKeys } from "./keys.ts";
import { configOf, type MockCoreOptions } from "./options.ts";
import { createOutages } from "./outage.ts";
import { createRequestLog } from "./request-log.ts";
import { createOverrides } from "./response-override.ts";
import { route } from "./router.ts";
import { type Core, newApp } from "./state.ts";

/** A mock core behind its transport: state, log, outages and overrides. */
export type Engine = ReturnType<typeof createEngine>;

/** Throws an Error of one line for an option that the core would refuse. */
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
  const overrides = createOverrides();

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
        overrides.take(call) ?? (await outages.through(call, () => route(core, call)));
      log.end(entry, outcome, performance.now() - started);
      return outcome;
    },
  };
}
