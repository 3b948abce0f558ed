import { createClock } from "./clock.ts";
import type { AnswerOverride } from "./control.ts";
import { type Answer, type Call, json, text } from "./http.ts";
import { generateKeyPair, heldKeys, type KeyPair, verifyingKeys } from "./keys.ts";
import { configOf, type MockCoreOptions } from "./options.ts";
import { createOutages, type Outcome } from "./outage.ts";
import { createRequestLog, matches } from "./request-log.ts";
import { route } from "./router.ts";
import { type Core, newApp } from "./state.ts";

/** What listens for a mock core, where something does: it can stop and start listening. */
export type Transport = { refuse(): Promise<void>; listen(): Promise<void> };

/** A mock core without a way in: the fetch function, the server and the control API stand around it. */
export type Engine = ReturnType<typeof createEngine>;

/** Throws an Error of one line for an option the core would refuse. */
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
  /** Answers to give instead of the core's own, oldest first. */
  const overrides: AnswerOverride[] = [];

  const overrideFor = (call: Call): Answer | undefined => {
    const index = overrides.findIndex((override) => matches(call, override.match));
    const [override] = index < 0 ? [] : overrides.splice(index, 1);
    if (override === undefined) return undefined;
    const { status = 200, headers, body = "" } = override;
    const answer =
      typeof body === "string" ? { ...text("", status), body } : json(body, status);
    return { ...answer, headers: { ...answer.headers, ...headers } };
  };

  /** Back to an app that holds nothing; the key pairs of all apps are set aside for the apps to come. */
  const empty = (): void => {
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
    transport: undefined as Transport | undefined,
    async handle(call: Call): Promise<Outcome> {
      const entry = log.begin(call, core.clock.now());
      const outcome =
        overrideFor(call) ?? (await outages.through(call, () => route(core, call)));
      log.end(entry, outcome);
      return outcome;
    },
    /** Begins to generate the keys that the first request will need. */
    warmUp(): void {
      // A failure is reported to the request that needs the key.
      for (const app of core.apps.values())
        for (const { pair } of verifyingKeys(app)) pair.catch(() => {});
    },
  };
}
