/** The contract, run against the app in a folder, without a test runner and without a record. */

import type { ContractCore } from "../../contract/core.ts";
import { publicOrigin, type Scenario } from "../../contract/scenario.ts";
import { startMockCore } from "../../mock-core/src/index.ts";
import type { Cell } from "../../results/versions.ts";
import type { Framework } from "../../snippets/frameworks.ts";
import { runScenario } from "../../tests/contract/run-scenario.ts";
import { scenarios } from "../../tests/contract/scenarios/index.ts";
import { type StartedApp, startApp } from "../../tests/support/start-app.ts";
import { warmUp } from "../../tests/support/warm-up.ts";
import { firstLine } from "./app-folder.ts";

const apiKey = "contract-api-key-of-24-characters";

/** What a run of the contract found. */
export type Found = Pick<Cell, "outcome" | "scenarios" | "failed" | "why">;

/** The scenarios of every capability that a framework has. */
export function scenariosOf({ capabilities }: Framework): Scenario[] {
  return scenarios.filter(({ capability }) => capability in capabilities);
}

/** Runs each scenario of a framework against the app in `folder`, which starts anew for those that need it. */
export async function runContract(
  framework: Framework,
  folder: string,
  tell: (line: string) => void = () => {},
): Promise<Found> {
  const core = await startMockCore({ port: 0, apiKeys: [apiKey] });
  try {
    return await runAgainst(core, framework, scenariosOf(framework), folder, tell);
  } finally {
    await core.close();
  }
}

/** Runs these scenarios against the app in `folder` and a core that is there. */
export async function runAgainst(
  core: ContractCore,
  framework: Framework,
  mine: readonly Scenario[],
  folder: string,
  tell: (line: string) => void,
): Promise<Found> {
  const failed: Found["failed"] = [];
  let app: StartedApp | undefined;
  const start = async (origin?: string) => {
    await app?.stop();
    app = undefined;
    app = await startApp(folder, { url: core.url, apiKey }, origin);
    return app;
  };
  const groups: { scenarios: Scenario[]; cold?: true; origin?: string }[] = [
    { scenarios: mine.filter(({ cold, behindProxy }) => !cold && !behindProxy) },
    { scenarios: mine.filter(({ cold }) => cold), cold: true },
    { scenarios: mine.filter(({ behindProxy }) => behindProxy), origin: publicOrigin },
  ];
  try {
    for (const { scenarios, cold, origin } of groups) {
      if (scenarios.length === 0) continue;
      const ready = async () => {
        const started = await start(origin);
        if (!cold) await warmUp(started.url, core);
        return started;
      };
      let running: StartedApp;
      try {
        running = await ready();
      } catch (error) {
        const [first = "", ...printed] = String((error as Error).message).split("\n");
        const output = lastError([...printed, ...(app?.output ?? [])]);
        const why =
          output && printed.length > 0
            ? output
            : [firstLine(first), output].filter(Boolean).join(": ");
        return { outcome: "does not start", scenarios: 0, failed: [], why };
      }
      for (const scenario of scenarios) {
        const printed = running.output.length;
        const why = await problemOf(scenario, running, core, framework);
        if (why === undefined) continue;
        const ended = !(await responds(running));
        const reason = ended
          ? `the server process ended: ${lastError(running.output.slice(printed))}`
          : why;
        failed.push({ id: scenario.id, why: reason });
        tell(`${scenario.id}: ${reason}`);
        if (ended) running = await ready();
      }
    }
  } finally {
    await app?.stop();
  }
  return { outcome: failed.length ? "failed" : "passed", scenarios: mine.length, failed };
}

/** The first line of what was not as expected; undefined if the scenario passed. */
async function problemOf(
  scenario: Scenario,
  app: StartedApp,
  core: ContractCore,
  framework: Framework,
): Promise<string | undefined> {
  try {
    const { problems } = await runScenario(scenario, app.url, core, framework);
    return problems[0] && firstLine(problems[0]);
  } catch (error) {
    return firstLine(error);
  }
}

/** Whether the server is still there, with whatever it says. */
function responds({ url }: StartedApp): Promise<boolean> {
  return fetch(`${url}/refresh-session`).then(
    () => true,
    () => false,
  );
}

/** What a server has printed last that reads as an error. */
function lastError(output: readonly string[]): string {
  const line =
    output.find((text) => /^\s*((\w+ )*\w*(error|exception)|panic|fatal)\b.*:/i.test(text)) ??
    output.findLast(
      (text) => text.trim() !== "" && !/^(Node\.js v|Listening on |\s*[}\]])/.test(text),
    );
  return line ? firstLine(line) : "";
}
