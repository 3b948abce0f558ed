import type { Recording } from "@site/tests/contract/recording.ts";
import type { ReactNode } from "react";
import { scenarioLink } from "../scenarioLink.ts";
import { SequenceFigure } from "./SequenceFigure.tsx";

interface Props {
  /** Framework id. */
  framework: string;
  /** Scenario id. */
  scenario: string;
  /** Instead of the scenario's own sentence. */
  title?: string;
  /** The recorded run; in a page of the docs src/plugins/recordings puts it in. */
  recordings?: readonly Recording[];
}

/** The recorded run of one scenario, as a diagram that leads to the scenario's page. */
export default function Sequence({
  framework,
  scenario,
  title,
  recordings = [],
}: Props): ReactNode {
  const [recording] = recordings;
  if (!recording) throw new Error(`<Sequence> of ${framework} ${scenario} has no recording`);
  return (
    <SequenceFigure
      title={title ?? recording.title}
      exchanges={recording.exchanges}
      link={scenarioLink(framework, scenario)}
    />
  );
}
