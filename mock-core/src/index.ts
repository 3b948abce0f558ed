export type { RunningMockCore, ServerOptions } from "./server.ts";
export { startMockCore } from "./start.ts";
export * from "./web.ts";
