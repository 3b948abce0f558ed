import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { canRun } from "../../sandboxes/runtimes.ts";
import { ownTools } from "../../scripts/own-tools.ts";
import { findChromium } from "../support/chromium.ts";
import { type Outcome, run } from "../support/command.ts";
import {
  environment,
  expressProject,
  foreignProject,
  installMockCore,
  type Project,
  pythonEnvironment,
} from "./project.ts";

// The snippets of the page "Test your own app", each run by the runner it is written for: they pass, and they fail when
// the app is broken.

const require = createRequire(import.meta.url);
const jestTools = join(import.meta.dirname, "../../scripts/jest-tools");
const minutes = 60_000;

beforeAll(installMockCore, 3 * minutes);

/** The program of a package, by the path in it. */
const program = (name: string, path: string): string =>
  join(dirname(require.resolve(`${name}/package.json`)), path);

const node = async (
  { folder }: Project,
  file: string,
  args: string[],
  env?: Record<string, string>,
): Promise<Outcome> =>
  run(process.execPath, [file, ...args], { cwd: folder, env: await environment(env) });

/** A reader's likely mistake: an expired session leads to the login page, even if there is still a refresh token. */
const toLogin = (project: Project): void =>
  project.change("refresh.ts", "/refresh-session?", "/login?");

describe("vitest", () => {
  const vitest = (project: Project) =>
    node(project, program("vitest", "vitest.mjs"), ["run", "--root", project.folder]);

  test("passes", { timeout: minutes }, async () => {
    const { code, out, err } = await vitest(await expressProject("vitest", "vitest"));
    expect(out + err).toContain("Tests  8 passed (8)");
    expect(code).toBe(0);
  });

  test("fails when the app is broken", { timeout: minutes }, async () => {
    const project = await expressProject("vitest-broken", "vitest");
    toLogin(project);
    const { code, out, err } = await vitest(project);
    expect(out + err).toContain("Tests  1 failed | 7 passed (8)");
    expect(code).toBe(1);
  });
});

describe("Jest", () => {
  const jest = (project: Project) =>
    node(project, join(ownTools(jestTools), "../jest/bin/jest.js"), [
      "--rootDir",
      project.folder,
    ]);

  test("passes", { timeout: minutes }, async () => {
    const { code, err } = await jest(await expressProject("jest", "jest"));
    expect(err).toMatch(/^Tests: +3 passed, 3 total$/m);
    expect(code).toBe(0);
  });

  test("fails when the app is broken", { timeout: minutes }, async () => {
    const project = await expressProject("jest-broken", "jest");
    project.change("check-database.ts", "checkDatabase: true", "checkDatabase: false");
    const { code, err } = await jest(project);
    expect(err).toMatch(/^Tests: +2 failed, 1 passed, 3 total$/m);
    expect(code).toBe(1);
  });
});

describe("Playwright", () => {
  const playwright = async (project: Project) => {
    const chromium = await findChromium();
    project.change(
      "playwright.config.ts",
      "use: {",
      `use: { launchOptions: ${JSON.stringify({
        executablePath: chromium.executablePath,
        env: { ...process.env, ...chromium.env },
        args: ["--no-sandbox"],
      })},`,
    );
    return node(project, program("@playwright/test", "cli.js"), ["test", "-x"]);
  };

  test("passes", { timeout: minutes }, async () => {
    const { code, out } = await playwright(await expressProject("playwright", "playwright"));
    expect(out).toMatch(/^ +5 passed/m);
    expect(code).toBe(0);
  });

  test("fails when the app is broken", { timeout: minutes }, async () => {
    const project = await expressProject("playwright-broken", "playwright");
    toLogin(project);
    const { code, out } = await playwright(project);
    expect(out).toMatch(/^ +1 failed/m);
    expect(code).toBe(1);
  });
});

describe.runIf(await canRun("python", "the pytest snippet"))("pytest", () => {
  let own: string;
  beforeAll(async () => {
    own = await pythonEnvironment();
  }, 5 * minutes);

  const pytest = async ({ folder }: Project) =>
    run(own, ["-m", "pytest", "-p", "no:cacheprovider"], {
      cwd: folder,
      env: await environment(),
    });

  test("passes", { timeout: minutes }, async () => {
    const { code, out } = await pytest(foreignProject("python", "python"));
    expect(out).toMatch(/^=+ 6 passed/m);
    expect(code).toBe(0);
  });

  test("fails when the app is broken", { timeout: minutes }, async () => {
    const project = foreignProject("python-broken", "python");
    project.change("app.py", "/refresh-session?", "/login?");
    const { code, out } = await pytest(project);
    expect(out).toMatch(/^=+ 1 failed, 5 passed/m);
    expect(code).toBe(1);
  });
});

describe.runIf(await canRun("go", "the go test snippet"))("go test", () => {
  const goTest = async ({ folder }: Project) =>
    run("go", ["test", "-count=1", "-v", "./..."], {
      cwd: folder,
      env: await environment(),
    });

  test("passes", { timeout: 3 * minutes }, async () => {
    const { code, out } = await goTest(foreignProject("go", "go"));
    expect(out.match(/^ {4}--- PASS: TestSession\//gm)).toHaveLength(5);
    expect(code).toBe(0);
  });

  test("fails when the app is broken", { timeout: 3 * minutes }, async () => {
    const project = foreignProject("go-broken", "go");
    project.change("main.go", "CheckDatabase: &checkDatabase,", "CheckDatabase: new(bool),");
    const { code, out } = await goTest(project);
    expect(out.match(/^ {4}--- FAIL: TestSession\//gm)).toHaveLength(2);
    expect(code).toBe(1);
  });
});
