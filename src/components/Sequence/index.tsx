import { exchangesOf, type Run } from "@site/results/runs.ts";
import type { ReactNode } from "react";
import { scenarioLink } from "../scenario-link.ts";
import { useTitle } from "../verification-data.ts";
import { SequenceFigure } from "./SequenceFigure.tsx";

interface Props {
  /** Framework id. */
  framework: string;
  /** Scenario id. */
  scenario: string;
  /** Instead of the scenario's own sentence. */
  title?: string;
  /** The scenario's recorded runs; in a page of the docs src/plugins/recorded-runs puts them in. */
  runs?: readonly Run[][];
}

/** The recorded run of one scenario, as a diagram that leads to the scenario's page. */
export default function Sequence({
  framework,
  scenario,
  title,
  runs: [runs = []] = [],
}: Props): ReactNode {
  const exchanges = exchangesOf(runs, framework);
  const sentence = useTitle(framework, scenario);
  if (!exchanges || !sentence)
    throw new Error(`<Sequence> of ${framework} ${scenario} has no recorded run`);
  return (
    <SequenceFigure
      title={title ?? sentence}
      exchanges={exchanges}
      link={scenarioLink(framework, scenario)}
    />
  );
}
