import Link from "@docusaurus/Link";
import { type Exchange, exchangesOf, type Run } from "@site/results/runs.ts";
import type { ReactNode } from "react";
import { Address } from "../Address/index.tsx";
import { ResponseStatus } from "../ResponseStatus.tsx";
import { scenarioLink } from "../scenario-link.ts";
import { useTitle } from "../verification-data.ts";

interface Props {
  /** Framework id. */
  framework: string;
  /** Scenario ids, in the order of the rows. */
  scenarios: readonly string[];
  /** The recorded runs of each scenario; in a page of the docs src/plugins/recorded-runs puts them in. */
  runs?: readonly Run[][];
}

/** A table of scenarios and the observed responses: status, location, Cache-Control and the calls to the core. */
export default function Outcomes({ framework, scenarios, runs = [] }: Props): ReactNode {
  const recorded = scenarios.map((scenario, index) => {
    const exchanges = exchangesOf(runs[index] ?? [], framework);
    if (!exchanges) throw new Error(`<Outcomes> of ${framework} lacks a run of ${scenario}`);
    return { scenario, exchanges };
  });
  const exchanges = recorded.flatMap((run) => run.exchanges);
  const leads = exchanges.some(({ response }) => response.headers.location !== undefined);
  const policies = new Set(exchanges.map(cacheControl));
  const [policy] = policies;
  return (
    <figure className="outcomes">
      <div className="table">
        <table>
          <thead>
            <tr>
              <th scope="col">Scenario</th>
              <th scope="col">Request</th>
              <th scope="col">Response</th>
              {leads && <th scope="col">Leads to</th>}
              {policies.size > 1 && <th scope="col">Cache-Control</th>}
              <th scope="col">Calls to the core</th>
            </tr>
          </thead>
          {recorded.map((run) => (
            <Rows
              key={run.scenario}
              framework={framework}
              {...run}
              leads={leads}
              caches={policies.size > 1}
            />
          ))}
        </table>
      </div>
      <figcaption className="label">
        From the recorded runs.{" "}
        {policies.size === 1 && <>Every response has Cache-Control: {policy}.</>}
      </figcaption>
    </figure>
  );
}

interface RowsProps {
  framework: string;
  scenario: string;
  exchanges: readonly Exchange[];
  leads: boolean;
  caches: boolean;
}

/** One row for each exchange; the first names the scenario. */
function Rows({ framework, scenario, exchanges, leads, caches }: RowsProps): ReactNode {
  const title = useTitle(framework, scenario);
  return (
    <tbody>
      {exchanges.map((exchange, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a recording is written once and never reordered
        <tr key={index}>
          {index === 0 && (
            <th scope="rowgroup" rowSpan={exchanges.length}>
              <Link to={scenarioLink(framework, scenario)}>{title}</Link>
            </th>
          )}
          <td data-label="Request">
            <code>
              {exchange.request.method} <Address>{exchange.request.path}</Address>
            </code>
          </td>
          <td data-label="Response">
            <ResponseStatus status={exchange.response.status} times={exchange.times ?? 1} />
          </td>
          {leads && (
            <td data-label="Leads to">
              <Location exchange={exchange} />
            </td>
          )}
          {caches && <td data-label="Cache-Control">{cacheControl(exchange)}</td>}
          <td data-label="Calls to the core">
            <CoreCalls exchange={exchange} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

function Location({ exchange }: { exchange: Exchange }): ReactNode {
  const { location } = exchange.response.headers;
  return location === undefined ? (
    "–"
  ) : (
    <code>
      <Address>{[location].flat().join(", ")}</Address>
    </code>
  );
}

function CoreCalls({ exchange }: { exchange: Exchange }): ReactNode {
  if (exchange.core.length === 0) return "none";
  return exchange.core.map(({ request }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a recording is written once and never reordered
    <code key={index}>
      <Address>{request.path}</Address>
    </code>
  ));
}

function cacheControl({ response }: Exchange): string {
  return [response.headers["cache-control"] ?? "none"].flat().join(", ");
}
