/** Sends how much memory (bytes) a mock core takes in a process of its own: at rest, then with 100,000 sessions. Run with --expose-gc. */
import { createMockCore } from "../../mock-core/src/index.ts";
import { createSession } from "./mock-core-calls.ts";

const core = createMockCore();
await createSession(core.fetch, "first");
const rest = used();

// A signature takes a millisecond of RSA and no memory: 100,000 of them would take most of the benchmark's time.
const signature = new ArrayBuffer(256);
crypto.subtle.sign = async () => signature;
for (let user = 1; user < 100_000; user++) await createSession(core.fetch, `user-${user}`);
const full = used();
// The core is in use to the end: it must not be garbage before.
await createSession(core.fetch, "last");

process.send?.({ rest, full });

function used() {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heapUsed };
}
