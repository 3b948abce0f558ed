import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findPython } from "../../sandboxes/runtimes/python/lab/toolchain.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import { frameworks } from "../../snippets/frameworks.ts";
import { entries, problems } from "../support/redirect-back-corpus.ts";

const runs = await canRun("python", "redirectBack in Python");
const script = `
import json, sys
from redirect_back import safe_redirect_back
print(json.dumps([safe_redirect_back(value) for value in json.load(sys.stdin)]))
`;

// Each framework has its own copy, which a reader copies with the rest of its files.
const servers = frameworks.filter(({ language }) => language === "python");

describe.runIf(runs).each(servers)("on the server, $label", ({ id }) => {
  async function check(values: unknown[]): Promise<unknown[]> {
    const answer = execFileSync(await findPython(), ["-c", script], {
      cwd: fileURLToPath(new URL(`../../snippets/${id}`, import.meta.url)),
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
      input: JSON.stringify(values),
      encoding: "utf8",
    });
    return JSON.parse(answer);
  }

  test("no value leaves the site, and legitimate ones arrive unchanged", async () => {
    const site = "http://site.example";
    const results = await check(entries.map(({ value }) => value));
    expect(entries.flatMap((entry, i) => problems(entry, results[i], site))).toEqual([]);
  });

  test("a value that is not text is not a URL", async () => {
    const odd = [null, 1, {}, ["/a"], ["//evil.example", "/a"]];
    expect(await check(odd)).toEqual(odd.map(() => "/"));
  });
});
