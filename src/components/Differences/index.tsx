import Link from "@docusaurus/Link";
import { type Exchange, exchangesOf, type Run } from "@site/results/runs.ts";
import { findFramework } from "@site/snippets/frameworks.ts";
import type { ReactNode } from "react";
import { Address } from "../Address/index.tsx";
import { scenarioLink } from "../scenario-link.ts";
import { useTitle } from "../verification-data.ts";
import { differing, type Facts, factsOf } from "./facts.ts";

interface Props {
  /** Framework ids, in the order of the columns: one for each SDK. */
  frameworks: readonly string[];
  /** Scenario ids, in the order of the rows. */
  scenarios: readonly string[];
  /** The recorded runs of each scenario; src/plugins/recorded-runs puts them in. */
  runs?: readonly Run[][];
}

const languages = { typescript: "Node", javascript: "Node", go: "Go", python: "Python" };

/**
 * What the SDKs do differently, read from the recorded runs of the same scenarios: a row for each fact that is not the
 * same for all. Throws if the runs do not differ: the page would say something that is no longer true.
 */
export default function Differences({ frameworks, scenarios, runs = [] }: Props): ReactNode {
  const labels = new Intl.ListFormat("en-GB").format(
    frameworks.map((id) => findFramework(id)?.label ?? id),
  );
  return (
    <figure className="outcomes">
      <div className="table">
        <table>
          <thead>
            <tr>
              <th scope="col">Scenario</th>
              <th scope="col">Aspect</th>
              {frameworks.map((id) => (
                <th scope="col" key={id}>
                  {languages[findFramework(id)?.language ?? "typescript"]}
                </th>
              ))}
            </tr>
          </thead>
          {scenarios.map((scenario, index) => (
            <Rows
              key={scenario}
              frameworks={frameworks}
              scenario={scenario}
              runs={frameworks.map((id) => exchangesOf(runs[index] ?? [], id) ?? [])}
            />
          ))}
        </table>
      </div>
      <figcaption className="label">
        From the recorded runs of {labels}. All other results are the same.
      </figcaption>
    </figure>
  );
}

interface RowsProps {
  frameworks: readonly string[];
  scenario: string;
  /** What happened with each framework. */
  runs: readonly (readonly Exchange[])[];
}

function Rows({ frameworks, scenario, runs }: RowsProps): ReactNode {
  const title = useTitle(frameworks[0] ?? "", scenario);
  const exchanges = runs.map((run) => run.map(factsOf));
  const rows = (exchanges[0] ?? []).flatMap((_, index) => {
    const all = exchanges.map((facts) => facts[index] ?? {});
    const request = runs[0]?.[index]?.request;
    return differing(all).map((kind) => ({ kind, all, path: request?.path ?? "" }));
  });
  if (rows.length === 0)
    throw new Error(`${frameworks.join(", ")} do not differ in the scenario ${scenario}`);
  const requests = new Set(rows.map(({ path }) => path));
  return (
    <tbody>
      {rows.map(({ kind, all, path }, index) => (
        <tr key={`${path} ${kind}`}>
          {index === 0 && (
            <th scope="rowgroup" rowSpan={rows.length}>
              <Link to={scenarioLink(frameworks[1] ?? "", scenario)}>{title}</Link>
            </th>
          )}
          <th scope="row" data-label="Aspect">
            {kind}
            {requests.size > 1 && (
              <>
                {" of "}
                <code>
                  <Address>{path}</Address>
                </code>
              </>
            )}
          </th>
          {all.map((facts, column) => (
            <td
              key={frameworks[column]}
              data-label={
                languages[findFramework(frameworks[column] ?? "")?.language ?? "typescript"]
              }
            >
              <Fact values={facts[kind]} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

function Fact({ values }: { values: Facts[keyof Facts] }): ReactNode {
  if (values === undefined) return "–";
  return values.map((value) =>
    /^(none|for \d+ requests)$/.test(value) ? (
      <span key={value}> {value} </span>
    ) : (
      <code key={value}>
        <Address>{value}</Address>
      </code>
    ),
  );
}
