/** A mock core in a separate process, for the benchmark: sends its URL, then its CPU time (µs) whenever it gets a message. */
import { startMockCore } from "../../mock-core/src/index.ts";

const core = await startMockCore();
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
process.send?.(core.url);
