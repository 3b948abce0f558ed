import Link from "@docusaurus/Link";
import runs from "@site/results/cores.json";
import type { CoreRun } from "@site/results/cores.ts";
import { findFramework } from "@site/snippets/frameworks.ts";
import type { ReactNode } from "react";
import { useScenarios } from "../verification-data.ts";

/** What the contract found with cores that it does not control, from `results/cores.json`. */
export default function Cores(): ReactNode {
  return (runs as CoreRun[]).map((run) => <Core key={run.core} run={run} />);
}

function Core({ run }: { run: CoreRun }): ReactNode {
  const leftOut = new Map<string, Set<string>>();
  for (const found of Object.values(run.frameworks)) {
    for (const [why, ids] of Object.entries(found.leftOut)) {
      leftOut.set(why, new Set([...(leftOut.get(why) ?? []), ...ids]));
    }
  }
  return (
    <>
      <p>
        On {run.on}, against {run.core}, which serves CDI {run.cdi.at(0)} to {run.cdi.at(-1)},
        with access tokens that expire after {run.lifetime} seconds:
      </p>
      <div className="table">
        <table>
          <thead>
            <tr>
              <th scope="col">Framework</th>
              <th scope="col">Passed</th>
              <th scope="col">Failed</th>
              <th scope="col">Left out</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(run.frameworks).map(([id, { passed, failed, leftOut }]) => (
              <tr key={id}>
                <th scope="row">{findFramework(id)?.label ?? id}</th>
                <td data-label="Passed">{passed}</td>
                <td data-label="Failed">
                  {failed.length === 0
                    ? "0"
                    : failed.map(({ id: scenario, why }) => `${scenario}: ${why}`).join("; ")}
                </td>
                <td data-label="Left out">{Object.values(leftOut).flat().length}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {[...leftOut].map(([why, ids]) => (
        <details key={why}>
          <summary>
            {ids.size} left out: each {why}
          </summary>
          <Scenarios ids={[...ids]} />
        </details>
      ))}
    </>
  );
}

function Scenarios({ ids }: { ids: string[] }): ReactNode {
  const facts = useScenarios();
  return (
    <ul>
      {ids.map((id) => (
        <li key={id}>
          {facts[id] ? <Link to={`/scenarios/${id}`}>{facts[id].title}</Link> : id}
        </li>
      ))}
    </ul>
  );
}
