import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { makeEnvironment } from "../../sandboxes/runtimes/python/lab/toolchain.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import { run } from "../support/command.ts";

// Each recipe of the published SDKs of Python and Go through its whole flow.

const minutes = 60_000;
const folder = import.meta.dirname;
let core: RunningMockCore;
beforeAll(async () => {
  core = await startMockCore();
});
afterAll(() => core.close());

describe.runIf(await canRun("python", "the Python SDK"))("Python", () => {
  let python: string;
  beforeAll(async () => {
    // The snippet of the testing page names the version.
    const requirements = join(folder, "../../snippets/testing/python/requirements.txt");
    python = await makeEnvironment(join(folder, ".build/python"), requirements);
  }, 5 * minutes);

  test("every recipe", { timeout: minutes }, async () => {
    await core.control.createUser({ id: "otp", email: "otp@x.io", password: "password1" });
    const { code, out, err } = await run(python, ["sdk_recipes.py", core.url], { cwd: folder });
    expect(code, err).toBe(0);
    expect(out.trim().split("\n")).toEqual([
      "email_password",
      "third_party",
      "by_code",
      "about_users",
      "second_factor",
      "linked_accounts",
      "own_ids",
      "search",
    ]);
  });
});

describe.runIf(await canRun("go", "the Go SDK"))("Go", () => {
  test("every recipe", { timeout: 5 * minutes }, async () => {
    await core.control.reset();
    const { code, out, err } = await run("go", ["test", "-count=1", "-v", "./..."], {
      cwd: join(folder, "sdk-go"),
      env: { ...process.env, SUPERTOKENS_CORE_URI: core.url },
    });
    expect(code, out + err).toBe(0);
    expect(out.match(/^--- PASS/gm)).toHaveLength(7);
  });
});
