import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildSandbox } from "../../sandboxes/build.ts";
import { makeEnvironment } from "../../sandboxes/runtimes/python/lab/toolchain.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import { frameworks } from "../../snippets/frameworks.ts";

const runs = await canRun("python", "verify_jwt.py on its own");
/** None in place of a module makes every import of it an ImportError. */
const script = `
import sys
sys.modules["supertokens_python"] = None
import verify_jwt
print(verify_jwt.verify_access_token("not.a.token"))
`;

const servers = frameworks.filter(({ language }) => language === "python");

describe.runIf(runs).each(servers)("verify_jwt.py of $label", ({ id }) => {
  test("needs no SDK, not even by what it imports", async () => {
    const cwd = await buildSandbox(id);
    const python = await makeEnvironment(join(cwd, ".venv"), join(cwd, "requirements.txt"));
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
    const output = execFileSync(python, ["-c", script], { cwd, env, encoding: "utf8" });
    expect(output.trim()).toBe("None");
  }, 300_000);
});
