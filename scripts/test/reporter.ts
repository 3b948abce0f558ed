import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import type { Reporter } from "vitest/node";

/**
 * Writes the paths of the test files that have passed into the file that PASSED_TESTS names: those of which every test ran,
 * and none if an error belongs to no test.
 */
export default class PassedTests implements Reporter {
  onTestRunEnd(
    ...[modules, unhandledErrors]: Parameters<NonNullable<Reporter["onTestRunEnd"]>>
  ) {
    const passed = modules.filter(
      (module) =>
        module.state() === "passed" && module.children.allTests("skipped").next().done === true,
    );
    const paths = passed.map(({ moduleId }) => relative(".", moduleId).replaceAll("\\", "/"));
    const out = process.env.PASSED_TESTS;
    if (out) writeFileSync(out, JSON.stringify(unhandledErrors.length > 0 ? [] : paths));
  }
}
