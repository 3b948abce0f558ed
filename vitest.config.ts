import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import { goCaches, pythonTools } from "./sandboxes/runtimes.ts";
import { SlowFirst } from "./scripts/test/slow-first.ts";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: ["**/.build/**", "**/node_modules/**"],
    env: {
      ...goCaches,
      ...pythonTools,
      // `npm ci` leaves out the native compiler of Next.js (scripts/lock.ts), which it would download.
      NEXT_TEST_WASM: "1",
      // Hundreds of apps load the same SDK: a tenth of what a server's contract computes.
      NODE_COMPILE_CACHE: resolve(".cache/node"),
    },
    // One more than a runner of CI has cores: most tests wait for a time limit, a browser or a server.
    maxWorkers: 3,
    sequence: { sequencer: SlowFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
