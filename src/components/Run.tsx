import Link from "@docusaurus/Link";
import type { ReactNode } from "react";
import { scenarioLink } from "./scenario-link.ts";

interface Props {
  /** Framework id. */
  framework: string;
  /** Scenario id. */
  scenario: string;
  children: ReactNode;
}

/** A link to the recorded run of a scenario, for a part of a guide in docs/_guide: a Markdown link cannot name the guide's framework. */
export default function Run({ framework, scenario, children }: Props): ReactNode {
  return <Link to={scenarioLink(framework, scenario)}>{children}</Link>;
}
