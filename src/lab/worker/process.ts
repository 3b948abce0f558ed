// The SDK and config.ts read `process.env`, which a browser lacks. Nothing else of Node is there.
const env: Record<string, string> = {};

Object.assign(globalThis, {
  process: { env, nextTick: queueMicrotask, version: "", cwd: () => "/" },
});

/** Sets the environment of the web server, before its modules load. */
export function setEnvironment(values: Record<string, string>): void {
  Object.assign(env, values);
}
