import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Test files of minutes. On a machine that has no times of an earlier run they would start last, and the end would wait for them. */
const slow = [
  // What computes and what waits in turn: a worker each.
  "tests/site/pages.test.ts",
  "tests/site/lab.test.ts",
  "tests/front-ends/react.test.ts",
  "tests/contract/nextjs-pages.test.ts",
  "tests/frameworks/nextjs-refresh-page.test.ts",
  "tests/sandboxes/local.test.ts",
  "tests/front-ends/web-js.test.ts",
  "tests/contract/nextjs-app.test.ts",
  "tests/site/registry-install.test.ts",
  "tests/frameworks/nextjs-pages-browser.test.ts",
  "tests/frameworks/django.test.ts",
  "tests/front-ends/angular.test.ts",
  "tests/frameworks/nextjs-app.test.ts",
  "tests/front-ends/solid.test.ts",
  "tests/front-ends/svelte.test.ts",
  "tests/front-ends/vue.test.ts",
  "tests/frameworks/nextjs-ways.test.ts",
  "tests/contract/lab-engine.test.ts",
];

/** Vitest's own order, with the slow files in front. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ moduleId }: TestSpecification) => {
      const at = slow.findIndex((path) => moduleId.replaceAll("\\", "/").endsWith(path));
      return at < 0 ? slow.length : at;
    };
    return sorted.toSorted((a, b) => place(a) - place(b));
  }
}
