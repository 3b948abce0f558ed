import { createClock } from "./clock.ts";
import type { UserInput } from "./control-types.ts";
import type { Call } from "./http.ts";
import { generateKeyPair, type KeyPair } from "./key-pair.ts";
import { heldKeys } from "./keys.ts";
import { configOf, type MockCoreOptions } from "./options.ts";
import { createOutages } from "./outage.ts";
import { createOutbox } from "./outbox.ts";
import type { Recipe } from "./recipe.ts";
import { createRequestLog } from "./request-log.ts";
import { createOverrides } from "./response-override.ts";
import { route } from "./router.ts";
import { type Core, newApp } from "./state.ts";

/** What a mock core is made of. */
export type Parts = {
  recipes: readonly Recipe[];
  /** Gives the id of the new user. Throws for a sign-in that a user has. */
  createUser(core: Core, input: UserInput): Promise<string>;
};

/** A mock core behind its transport: state, log, outages and overrides. */
export type Engine = ReturnType<typeof createEngine>;

/** Throws an Error of one line for an option that the core would refuse. */
export function createEngine(options: MockCoreOptions, parts: Parts) {
  const outbox = createOutbox();
  const spare = firstKeys();
  const core: Core = {
    options,
    baseConfig: configOf(options),
    clock: createClock(),
    makeKey: () => spare.pop() ?? generateKeyPair(),
    apps: new Map(),
    recipes: parts.recipes,
    endpoints: new Map(parts.recipes.flatMap(({ endpoints }) => Object.entries(endpoints))),
    send: outbox.add,
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
    parts,
    log,
    outbox,
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

/**
 * The key that signs and the key that is published alongside it, the faster one last. They are generated while the rest
 * starts, because this takes the longest, and its duration is random.
 */
function firstKeys(): Promise<KeyPair>[] {
  const both = [generateKeyPair(), generateKeyPair()] as const;
  const first = Promise.race(both);
  const second = Promise.all([first, ...both]).then(([done, a, b]) => (done === a ? b : a));
  return [second, first];
}
