import { defineConfig } from "vitest/config";
import { goCaches, pythonTools } from "./sandboxes/runtimes.ts";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: ["**/.build/**", "**/node_modules/**"],
    env: {
      ...goCaches,
      ...pythonTools,
      // `npm ci` leaves out the native compiler of Next.js (scripts/lock.ts), which it would download.
      NEXT_TEST_WASM: "1",
    },
    // Two cores, and several suites start servers and browsers of their own.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
