import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Test files of minutes. On a machine that has no times of an earlier run they would start last, and the end would wait for them. */
const slow = [
  "tests/site/pages.test.ts",
  "tests/front-ends/web-js.test.ts",
  "tests/front-ends/react.test.ts",
  "tests/frameworks/nextjs-refresh-page.test.ts",
  "tests/frameworks/nextjs-ways.test.ts",
];

/** Vitest's own order, with the slow files in front. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification) =>
      slow.some((path) => moduleId.replaceAll("\\", "/").endsWith(path));
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}
