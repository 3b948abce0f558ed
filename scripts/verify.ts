/**
 * `npm run verify [-- <id>...]`: runs the contract and writes `results/runs/` and `results/verification.json`; with `--with` it
 * runs it with another release, with `--core` against a core that is not ours.
 */
import { spawnSync } from "node:child_process";
import { type CoreFound, type CoreRun, coresFile, writeCoreRun } from "../results/cores.ts";
import type { Tried } from "../results/versions.ts";
import { buildSandbox } from "../sandboxes/build.ts";
import { goCaches, pythonTools, runnable } from "../sandboxes/runtimes.ts";
import { type Framework, frameworks, type Language } from "../snippets/frameworks.ts";
import { leftOutBecause } from "../tests/contract/left-out.ts";
import { type AnyCore, CoreError, openCore } from "../tests/support/any-core.ts";
import { readArguments, wrongUsage } from "./command.ts";
import { runInProcess } from "./versions/child.ts";
import { runAgainst, scenariosOf } from "./versions/contract.ts";
import { runFrontEndAgainst } from "./versions/front-end.ts";
import { alsoOf } from "./versions/matrix.ts";
import { parseWanted, ReleaseError, resolveRelease } from "./versions/release.ts";
import { variantFor } from "./versions/variant.ts";

/** The CDI version that the SDK of each language speaks: `constants` or `version` in its source. */
const cdiOf: Record<Language, string> = {
  typescript: "5.4",
  javascript: "5.4",
  python: "5.4",
  go: "3.1",
};

const known = frameworks.map(({ id }) => id);
const command = {
  usage:
    "npm run verify [-- <id>... | <id> --with <package>@<release> | <id>... --core URL [--api-key KEY] [--name NAME]]",
  about: `Runs the contract of these frameworks, or of all, and writes the outcome to results/.

--with     runs it with another release of a package, in a separate folder, and writes nothing; can be repeated for more packages
--as-is    with --with: uses the snippets as they are, without the files for an older release
--core     runs every scenario that needs only a core's public interface, against the core at this URL
--api-key  the key of that core
--name     the core and its version: records the outcome in ${coresFile}

Ids: ${known.join(", ")}`,
};
const { values, positionals } = readArguments(command, {
  options: {
    with: { type: "string", multiple: true },
    "as-is": { type: "boolean" },
    core: { type: "string" },
    "api-key": { type: "string" },
    name: { type: "string" },
  },
  names: true,
});
const ids: readonly string[] = positionals;
const unknown = ids.filter((id) => !known.includes(id));
if (unknown.length > 0)
  fail(2, `no framework ${unknown.join(", ")}. There are: ${known.join(", ")}`);
const wanted = frameworks.filter(({ id }) => ids.length === 0 || ids.includes(id));

if (values.with && values.core) wrongUsage(command, "--with and --core exclude each other");
if (values["as-is"] && !values.with) wrongUsage(command, "--as-is needs --with");
if ((values["api-key"] ?? values.name) !== undefined && !values.core)
  wrongUsage(command, "--api-key and --name need --core");
if (values.with) process.exitCode = await verifyWith(values.with);
else if (values.core) process.exitCode = await verifyCore(values.core);
else process.exitCode = record();

/** The contract of each framework, as its test file runs it. */
function record(): number {
  // A server is verified by the contract, a front end in a browser.
  const files = wanted.map(({ id, kind }) =>
    kind === "server" ? `tests/contract/${id}.test.ts` : `tests/front-ends/${id}.test.ts`,
  );
  const { status } = spawnSync("vitest", ["run", ...files], {
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, VERIFY: "update" },
  });
  return status ?? 1;
}

/** The contract of one framework with other releases. */
async function verifyWith(texts: readonly string[]): Promise<number> {
  const [framework, other] = wanted;
  if (!framework || other || ids.length === 0)
    return wrongUsage(command, "--with takes one framework");
  let tried: Tried;
  try {
    const releases = [];
    for (const text of texts) {
      releases.push(await resolveRelease(framework, parseWanted(text)));
    }
    const [first, ...others] = releases;
    if (!first) return wrongUsage(command, "--with names no release");
    const also = {
      ...alsoOf(framework.id, first.package, first.release),
      ...Object.fromEntries(others.map(({ package: name, release }) => [name, release])),
    };
    const variant = values["as-is"] ? undefined : variantFor(framework, first);
    tried = {
      framework: framework.id,
      ...first,
      ...(Object.keys(also).length > 0 && { also }),
      ...(variant && { variant }),
    };
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    return fail(1, error.message);
  }
  const also = Object.entries(tried.also ?? {}).map(([name, range]) => ` ${name}@${range}`);
  const files = tried.variant ? `, and snippets/${framework.id}/${tried.variant}/` : "";
  const what = `${framework.label} with ${tried.package}@${tried.release}${also.join("")}${files}`;
  console.log(what);
  const cell = await runInProcess(tried, { tell: (line) => console.log(`  ${line}`) });
  if (cell.why) return fail(1, `${what}: ${cell.outcome}: ${cell.why}`);
  const passed = cell.scenarios - cell.failed.length;
  console.log(`${what}: ${passed} of ${cell.scenarios} scenarios passed`);
  return cell.outcome === "passed" ? 0 : 1;
}

/** The contract of servers, and the scenarios of front ends, against a core that is not ours. */
async function verifyCore(url: string): Promise<number> {
  if (!/^https?:\/\/[^/?#]+(\/[^?#]*)?$/.test(URL.canParse(url) ? url : ""))
    return wrongUsage(
      command,
      `--core must be a URL such as http://localhost:3567, not "${url}"`,
    );
  Object.assign(process.env, goCaches, pythonTools, { NEXT_TEST_WASM: "1" });
  let failures = 0;
  for (const framework of await runnable(wanted, "the contract")) {
    const run = await (framework.kind === "server" ? againstCore : inBrowser)(framework, url);
    if (run && values.name) writeCoreRun({ ...run, core: values.name });
    failures += run?.frameworks[framework.id]?.failed.length ?? 1;
  }
  return failures > 0 ? 1 : 0;
}

/** Undefined if the app does not start. */
async function againstCore(framework: Framework, url: string): Promise<CoreRun | undefined> {
  const core = await open(url, framework);
  try {
    const leftOut: Record<string, string[]> = {};
    const mine = scenariosOf(framework).filter((scenario) => {
      const why = leftOutBecause(scenario, core.lifetime);
      if (why) leftOut[why] = [...(leftOut[why] ?? []), scenario.id];
      return !why;
    });
    const where = core.app
      ? `in an app of its own, ${core.app}`
      : "in the public app, with sessions of its own";
    console.log(
      `${framework.label}: ${mine.length} scenarios ${where}; access tokens expire after ${core.lifetime} s`,
    );
    for (const [why, scenarios] of Object.entries(leftOut)) {
      console.log(`  ${scenarios.length} left out (${why}): ${scenarios.join(", ")}`);
    }
    const folder = await buildSandbox(framework.id);
    const tell = (line: string) => console.log(`  ${line}`);
    const found = await runAgainst(core, framework, mine, folder, tell);
    if (found.why) {
      console.error(`verify: ${framework.label} ${found.outcome}: ${found.why}`);
      return undefined;
    }
    const passed = mine.length - found.failed.length;
    console.log(`${framework.label}: ${passed} of ${mine.length} scenarios passed`);
    return outcome(url, core, framework, { passed, failed: found.failed, leftOut });
  } finally {
    await core.close().catch((error) => {
      console.error(`verify: something of the contract stays in the core: ${error.message}`);
    });
  }
}

/** The scenarios of a front end; undefined where none of them runs. */
async function inBrowser(framework: Framework, url: string): Promise<CoreRun | undefined> {
  const core = await open(url, framework);
  await core.close();
  const tell = (line: string) => console.log(`  ${line}`);
  const key = values["api-key"];
  try {
    const found = await runFrontEndAgainst({ url, apiKey: key }, framework, tell);
    for (const [why, scenarios] of Object.entries(found.leftOut)) {
      tell(`${scenarios.length} left out (${why}): ${scenarios.join(", ")}`);
    }
    const ran = found.passed + found.failed.length;
    console.log(`${framework.label}: ${found.passed} of ${ran} scenarios passed`);
    return outcome(url, core, framework, found);
  } catch (error) {
    console.error(`verify: ${framework.label} does not start: ${(error as Error).message}`);
    return undefined;
  }
}

/** Opens the core, or ends with one line that says why not. */
function open(url: string, { language }: Framework): Promise<AnyCore> {
  return openCore(url, values["api-key"], cdiOf[language]).catch((error) =>
    fail(1, error instanceof CoreError ? error.message : `${url}: ${error.message}`),
  );
}

function outcome(url: string, core: AnyCore, { id }: Framework, found: CoreFound): CoreRun {
  return {
    core: url,
    cdi: core.cdi,
    lifetime: core.lifetime,
    on: new Date().toISOString().slice(0, 10),
    frameworks: { [id]: found },
  };
}

function fail(code: number, message: string): never {
  console.error(`verify: ${message.split("\n", 1)[0]}`);
  process.exit(code);
}
