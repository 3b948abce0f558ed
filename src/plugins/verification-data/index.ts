import { join } from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";
import { frameworks } from "../../../snippets/frameworks.ts";
import type { Exchange, Recording } from "../../../tests/contract/recording.ts";
import type { Verification } from "../../../tests/contract/verification.ts";
import { messagesOf } from "../../components/Sequence/messages.ts";
import { readResults } from "./results.ts";

/** What all pages know of the contract's runs; the recordings themselves go to the pages that show them. */
export interface VerificationData {
  /** By framework id. */
  frameworks: Record<string, VerifiedFramework>;
  /** By scenario id. */
  scenarios: Record<string, ScenarioFacts>;
}

export interface VerifiedFramework {
  versions: Verification["versions"];
  /** By scenario id. */
  scenarios: Record<
    string,
    { outcome: "passed" | "failed"; recorded: boolean; answers: Answered[] }
  >;
}

/** The status of an answer, and how often it was given. */
export interface Answered {
  status: number;
  times: number;
}

export interface ScenarioFacts {
  /** The sentence. */
  title: string;
  capability: string;
  /** Where the test is: "path#Lline", or the path alone. */
  source: string;
}

/**
 * Hands the contract's results to the pages, and adds the pages about them: one for each scenario, one for each framework.
 * Throws where a file is not what the contract writes, and in a production build where there is none.
 */
export function verificationData({ siteDir }: LoadContext): Plugin {
  const component = (name: string) => `@site/src/components/${name}/index.tsx`;
  return {
    name: "verification-data",
    getPathsToWatch: () =>
      [
        "tests/contract/recordings/**/*.json",
        "tests/contract/scenarios/*.ts",
        "snippets/verification.json",
      ].map((path) => join(siteDir, path)),

    async contentLoaded({ actions }) {
      const { verification, recordings, facts } = await readResults(siteDir);
      actions.setGlobalData({
        scenarios: facts,
        frameworks: Object.fromEntries(
          Object.entries(verification).map(([id, { versions, scenarios }]) => [
            id,
            {
              versions,
              scenarios: Object.fromEntries(
                Object.entries(scenarios).map(([scenario, { outcome }]) => {
                  const recording = recordings[id]?.[scenario];
                  return [
                    scenario,
                    {
                      outcome,
                      recorded: recording !== undefined,
                      answers: answersOf(recording?.exchanges ?? []),
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
          // What several frameworks have in common on the diagram is stored, and shown, once.
          const runs = Map.groupBy(
            frameworks.filter((framework) => recordings[framework.id]?.[id]),
            (framework) => JSON.stringify(shown(recordings[framework.id]?.[id])),
          );
          const data = [...runs.values()].map((same) => ({
            frameworks: same.map((framework) => framework.id),
            exchanges: recordings[same[0]?.id ?? ""]?.[id]?.exchanges,
          }));
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

/** All that a diagram shows of a run. */
function shown(recording: Recording | undefined): unknown {
  return recording?.exchanges.map((exchange) => {
    const { events, note, times } = exchange;
    return { events, note, times, messages: messagesOf(exchange) };
  });
}

function answersOf(exchanges: readonly Exchange[]): Answered[] {
  return exchanges.map(({ response, times = 1 }) => ({ status: response.status, times }));
}
