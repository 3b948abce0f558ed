import { join } from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";
import { runsFolder } from "../../../results/run-files.ts";
import { type Exchange, exchangesOf, type Run } from "../../../results/runs.ts";
import { type Verification, verificationFile } from "../../../results/verification.ts";
import { readVersions, versionsFile } from "../../../results/version-files.ts";
import { type Line, linesOf } from "../../../results/versions.ts";
import { frameworks } from "../../../snippets/frameworks.ts";
import { messagesOf } from "../../components/Sequence/messages.ts";
import { readResults, type ScenarioFacts, scenariosFolder } from "./results.ts";

/** The data about the contract's runs that all pages have; only the pages that show recorded runs have the runs themselves. */
export interface VerificationData {
  /** By framework id. */
  frameworks: Record<string, VerifiedFramework>;
  /** By scenario id. */
  scenarios: Record<string, ScenarioFacts>;
  /** The releases that were tried, by framework id and package. */
  releases: Record<string, Record<string, Line[]>>;
}

export interface VerifiedFramework {
  versions: Verification["versions"];
  /** By scenario id. */
  scenarios: Record<
    string,
    { title: string; outcome: "passed" | "failed"; recorded: boolean; responses: Responses[] }
  >;
}

/** The status of a response, and how often it was given. */
export interface Responses {
  status: number;
  times: number;
}

/**
 * Hands the contract's results to the pages, and adds the pages about them: one for each scenario, one for each framework.
 * Throws if a file is not what the contract writes, and in a production build if there is none.
 */
export function verificationData({ siteDir }: LoadContext): Plugin {
  const component = (name: string) => `@site/src/components/${name}/index.tsx`;
  return {
    name: "verification-data",
    getPathsToWatch: () =>
      [`${runsFolder}/*.json`, `${scenariosFolder}/*.ts`, verificationFile, versionsFile].map(
        (path) => join(siteDir, path),
      ),

    async contentLoaded({ actions }) {
      const { verification, runs, facts } = readResults(siteDir);
      const cells = readVersions(siteDir);
      actions.setGlobalData({
        releases: Object.fromEntries(
          frameworks.map(({ id }) => [id, Object.fromEntries(linesOf(cells, id))]),
        ),
        scenarios: facts,
        frameworks: Object.fromEntries(
          Object.entries(verification).map(([id, { versions, scenarios }]) => [
            id,
            {
              versions,
              scenarios: Object.fromEntries(
                Object.entries(scenarios).map(([scenario, { title, outcome }]) => {
                  const exchanges = exchangesOf(runs.get(scenario) ?? [], id);
                  return [
                    scenario,
                    {
                      title,
                      outcome,
                      recorded: exchanges !== undefined,
                      responses: responsesOf(exchanges ?? []),
                    },
                  ];
                }),
              ),
            },
          ]),
        ),
      } satisfies VerificationData);

      for (const { id } of frameworks.filter(({ id }) => id in verification)) {
        actions.addRoute({
          path: `/verification/${id}`,
          component: component("FrameworkScenarios"),
          exact: true,
          props: { framework: id },
        });
      }
      await Promise.all(
        Object.keys(facts).map(async (id) => {
          const data = sameOnDiagram(runs.get(id) ?? []);
          actions.addRoute({
            path: `/scenarios/${id}`,
            component: component("ScenarioPage"),
            exact: true,
            props: { scenario: id },
            modules: {
              runs: await actions.createData(`scenario-${id}.json`, JSON.stringify(data)),
            },
          });
        }),
      );
    },
  };
}

/** Runs that are the same as far as a diagram shows them are stored, and shown, once. */
function sameOnDiagram(runs: readonly Run[]): Run[] {
  const groups = Map.groupBy(runs, ({ exchanges }) =>
    JSON.stringify(
      exchanges.map((exchange) => {
        const { events, note, times } = exchange;
        return { events, note, times, messages: messagesOf(exchange) };
      }),
    ),
  );
  return [...groups.values()].map((same) => ({
    frameworks: frameworks
      .map(({ id }) => id)
      .filter((id) => same.some((run) => run.frameworks.includes(id))),
    exchanges: same[0]?.exchanges ?? [],
  }));
}

function responsesOf(exchanges: readonly Exchange[]): Responses[] {
  return exchanges.map(({ response, times = 1 }) => ({ status: response.status, times }));
}
