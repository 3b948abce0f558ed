/**
 * `node run-tests.ts <file> <pattern> <report>`: runs the tests of a file whose titles fit a pattern, up to the first that
 * fails, and writes vitest's report. SIGINT lets the running test and its clean-up end: vitest's own command would leave the
 * apps that the test has started.
 */
import { createVitest } from "vitest/node";

const [file = "", pattern = "", report = ""] = process.argv.slice(2);
// As vitest's own command does. Left alone, Vite says "development", and Next.js builds another app.
process.env.NODE_ENV ??= "test";
const vitest = await createVitest("test", {
  watch: false,
  bail: 1,
  maxWorkers: 1,
  testNamePattern: new RegExp(pattern),
  reporters: [["json", { outputFile: report }]],
});
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => vitest.cancelCurrentRun("keyboard-input"));
await vitest.start([file]);
await vitest.close();
process.exit();
