/** The scenarios of a front end, run in Chromium by its test file, with the packages of another folder or another core. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CoreFound } from "../../results/cores.ts";
import type { Framework } from "../../snippets/frameworks.ts";
import { scenarios } from "../../tests/front-ends/scenarios/index.ts";
import { needsControl, tooLong } from "../../tests/support/any-core.ts";
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

type Assertion = Report["testResults"][number]["assertionResults"][number];

/** Runs each scenario of a front end with the snippets and packages in `folder`. */
export async function runFrontEnd(
  framework: Framework,
  folder: string,
  tell: (line: string) => void = () => {},
): Promise<Found> {
  const { ran, why } = await run(framework, folder, { FRONT_END_FOLDER: folder });
  if (ran.every(({ status }) => !ended(status)))
    return { outcome: "does not start", scenarios: 0, failed: [], why };
  const failed = failuresOf(
    ran.filter(({ status }) => status !== "passed"),
    tell,
  );
  return { outcome: failed.length ? "failed" : "passed", scenarios: ran.length, failed };
}

/**
 * Runs each scenario of a front end that needs nothing but a core's public interface against the core at this URL.
 * @throws where none of them ran, with the first line of why
 */
export async function runFrontEndAgainst(
  core: { url: string; apiKey: string | undefined },
  framework: Framework,
  tell: (line: string) => void,
): Promise<CoreFound> {
  const folder = mkdtempSync(join(tmpdir(), "front-end-"));
  try {
    const { ran, why } = await run(framework, folder, {
      FRONT_END_CORE: core.url,
      FRONT_END_CORE_KEY: core.apiKey ?? "",
    });
    const done = ran.filter(({ status }) => ended(status));
    if (done.length === 0) throw new Error(why);
    const leftOut: CoreFound["leftOut"] = {};
    for (const { title } of ran.filter(({ status }) => !ended(status))) {
      const id = idOf(title);
      const plain = id.replace(/^pre-built-ui-/, "");
      const { controlsCore } = scenarios.find((each) => each.id === plain) ?? {};
      const reason = controlsCore ? needsControl : tooLong;
      leftOut[reason] = [...(leftOut[reason] ?? []), id];
    }
    const failed = failuresOf(
      done.filter(({ status }) => status === "failed"),
      tell,
    );
    return { passed: done.length - failed.length, failed, leftOut };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const ended = (status: string) => status === "passed" || status === "failed";
const idOf = (title: string) => /^([a-z\d-]+): /.exec(title)?.[1] ?? title;

function failuresOf(failed: Assertion[], tell: (line: string) => void): Found["failed"] {
  return failed.map(({ title, failureMessages }) => {
    const failure = { id: idOf(title), why: firstLine(failureMessages[0] ?? "did not run") };
    tell(`${failure.id}: ${failure.why}`);
    return failure;
  });
}

/** Runs the test file of a front end. @returns what became of each test, and the first line of what went wrong as a whole */
async function run(
  { id }: Framework,
  folder: string,
  env: Record<string, string>,
): Promise<{ ran: Assertion[]; why: string }> {
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
      env: { ...process.env, ...env },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let err = "";
  child.stderr.on("data", (text) => {
    err += text;
  });
  await once(child, "close");
  const [results] = (JSON.parse(readFileSync(report, "utf8")) as Report).testResults;
  return { ran: results?.assertionResults ?? [], why: firstLine(results?.message || err) };
}
