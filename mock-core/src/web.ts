// The part that runs wherever Web APIs do: a browser's worker, a Workers runtime, Node.
export type { Clock } from "./clock.ts";
export type {
  Control,
  LinkInput,
  MessageInput,
  SessionInput,
  SessionTokens,
  SignedInUserInput,
  TokenInput,
  UserInput,
} from "./control-types.ts";
export { createMockCore, type MockCore } from "./mock-core.ts";
export type { MockCoreOptions } from "./options.ts";
export type { Outage, OutageMode } from "./outage.ts";
export type { LogEntry, RequestMatch } from "./request-log.ts";
export type { ResponseOverride } from "./response-override.ts";
export type { Snapshot } from "./snapshot.ts";
