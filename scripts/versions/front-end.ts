/** The scenarios of a front end, run in Chromium by its test file, with the packages of another folder. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Framework } from "../../snippets/frameworks.ts";
import { firstLine } from "./app-folder.ts";
import type { Found } from "./contract.ts";

const root = join(import.meta.dirname, "../..");

/** What vitest's JSON reporter writes, as far as it is read here. */
interface Report {
  testResults: {
    message: string;
    assertionResults: { status: string; title: string; failureMessages: string[] }[];
  }[];
}

/** Runs each scenario of a front end with the snippets and packages in `folder`. */
export async function runFrontEnd(
  { id }: Framework,
  folder: string,
  tell: (line: string) => void = () => {},
): Promise<Found> {
  const report = join(folder, "report.json");
  const child = spawn(
    process.execPath,
    [
      ...[
        join(root, "node_modules/vitest/vitest.mjs"),
        "run",
        `tests/front-ends/${id}.test.ts`,
      ],
      ...["--reporter=json", `--outputFile=${report}`],
    ],
    {
      cwd: root,
      env: { ...process.env, FRONT_END_FOLDER: folder },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let err = "";
  child.stderr.on("data", (text) => {
    err += text;
  });
  await once(child, "close");
  const [results] = (JSON.parse(readFileSync(report, "utf8")) as Report).testResults;
  const all = results?.assertionResults ?? [];
  const ran = all.filter(({ status }) => status === "passed" || status === "failed");
  if (ran.length === 0) {
    const why = firstLine(results?.message || err);
    return { outcome: "does not start", scenarios: 0, failed: [], why };
  }
  const failed = all
    .filter(({ status }) => status !== "passed")
    .map(({ title, failureMessages }) => ({
      id: /^([a-z\d-]+): /.exec(title)?.[1] ?? title,
      why: firstLine(failureMessages[0] ?? "did not run"),
    }));
  for (const { id: scenario, why } of failed) tell(`${scenario}: ${why}`);
  return { outcome: failed.length ? "failed" : "passed", scenarios: all.length, failed };
}
