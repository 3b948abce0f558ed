import type { Event, Scenario } from "../../contract/scenario.ts";
import type { CoreExchange, Exchange } from "../../results/runs.ts";

/** An HTTP request as a message can carry it: headers as pairs, because some names come more than once. */
export interface WireRequest {
  url: string;
  method: string;
  headers: [name: string, value: string][];
  body?: string;
}

/** An HTTP response as a message can carry it. Each Set-Cookie is a pair of its own. */
export interface WireResponse {
  status: number;
  headers: [name: string, value: string][];
  body: string;
}

/** A response, and the calls of the web server to the core meanwhile, as they were: nothing is named or masked. */
export interface Served {
  response: WireResponse;
  core: CoreExchange[];
  durationMs: number;
}

/** What can happen to the session or to the core, in addition to requests. */
export type Trick =
  | { do: "expire"; accessToken: string }
  | { do: "revoke"; sessionHandle: string }
  | { do: "rotate keys" }
  | { do: "the core goes down" }
  | { do: "the core responds slowly"; delayMs: number }
  | { do: "core recovers" }
  | { do: "web server's clock is ahead"; ms: number }
  | { do: "clocks agree" };

/** What a scenario's page ships: the steps, and the recording to compare with. */
export interface Replay {
  scenario: Scenario;
  recorded: Exchange[];
}

/** A step of a replay that is over. */
export interface ReplayStep {
  index: number;
  /** What happened, where the step is no request. */
  event?: Event["do"];
  /** As it went over both wires, in the form of the recording. */
  exchange?: Exchange;
}

/** What the worker is asked for. Each gets one reply with the same id. */
export type Ask =
  /** Whether it responds at all. */
  | { ask: "ping" }
  | { ask: "start"; origin: string }
  | { ask: "serve"; request: WireRequest }
  | { ask: "trick"; trick: Trick }
  | { ask: "replay"; scenario: Scenario }
  /** The next step of the replay; null when there is none. */
  | { ask: "next step" }
  /** The code of one file, as JavaScript; without it the file as published. */
  | { ask: "edit"; file: string; code?: string; interpreter: string };

export interface Answers {
  ping: Record<never, never>;
  start: { startedMs: number };
  serve: Served;
  trick: { accessToken?: string };
  replay: Record<never, never>;
  "next step": ReplayStep | null;
  edit: Record<never, never>;
}

export type Message = Ask & { id: number };
export type Reply = { id: number } & ({ answer: unknown } | { error: string });
