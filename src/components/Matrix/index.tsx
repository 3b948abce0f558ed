import Link from "@docusaurus/Link";
import { type Framework, frameworks } from "@site/snippets/frameworks.ts";
import type { ReactNode } from "react";
import { byCapability } from "../capabilities.ts";
import { frameworkScenariosLink, scenarioLink } from "../scenario-link.ts";
import { useScenarios, useVerifications } from "../verification-data.ts";

/** Frameworks of one kind against their scenarios, from `results/verification.json`; each cell leads to the recorded run. */
export default function Matrix({ kind }: { kind: Framework["kind"] }): ReactNode {
  const facts = useScenarios();
  const verifications = useVerifications();
  const columns = frameworks.filter(
    (framework) => framework.kind === kind && framework.id in verifications,
  );
  const scenarios = Object.keys(facts).filter((scenario) =>
    columns.some(({ id }) => verifications[id]?.scenarios[scenario]),
  );
  return (
    <div className="matrix table wide">
      <table>
        <thead>
          <tr>
            <th scope="col">Scenario</th>
            {columns.map(({ id, label }) => (
              <th key={id} scope="col" data-for={id}>
                <Link to={frameworkScenariosLink(id)}>{label}</Link>
              </th>
            ))}
          </tr>
        </thead>
        {byCapability(scenarios, (scenario) => facts[scenario]?.capability ?? "").map(
          ({ capability, title, things }) => (
            <tbody key={capability}>
              <tr className="matrix-group">
                <th scope="rowgroup" colSpan={columns.length + 1}>
                  {title}
                </th>
              </tr>
              {things.map((scenario) => (
                <tr key={scenario}>
                  <th scope="row">
                    <Link to={`/scenarios/${scenario}`}>{facts[scenario]?.title}</Link>
                  </th>
                  {columns.map(({ id, label }) => (
                    <td key={id} data-for={id}>
                      <Cell
                        link={scenarioLink(id, scenario)}
                        label={label}
                        outcome={verifications[id]?.scenarios[scenario]?.outcome}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ),
        )}
      </table>
    </div>
  );
}

interface CellProps {
  link: string;
  label: string;
  /** Undefined if the framework does not have the capability. */
  outcome: "passed" | "failed" | undefined;
}

function Cell({ link, label, outcome }: CellProps): ReactNode {
  if (!outcome) return <span className="visually-hidden">does not apply</span>;
  return (
    <Link to={link} className={`outcome-${outcome}`} aria-label={`${label}: ${outcome}`}>
      {outcome === "passed" ? "✓" : "✗"}
    </Link>
  );
}
