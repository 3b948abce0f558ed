import { type Figure, figures, type Group } from "@site/scripts/bench/budgets.ts";
import { show } from "@site/scripts/bench/show.ts";
import type { ReactNode } from "react";
import run from "./bench.json";

const values: readonly { group: string; figure: string; value: number }[] = run.results;

interface Props {
  group: Group;
  /** Names of figures of the group; all of them unless given. */
  only?: readonly string[];
}

/** Figures of the last committed `npm run bench`, with the machine and the day. Throws where one that is named is missing. */
export default function Measured({ group, only }: Props): ReactNode {
  const rows = Object.entries<Figure>(figures[group]).filter(([figure]) =>
    only ? only.includes(figure) : find(group, figure),
  );
  const bounded = rows.some(([, { budget }]) => budget !== undefined);
  return (
    <figure className="outcomes">
      <div className="table">
        <table>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col">Measured</th>
              {bounded && <th scope="col">Budget</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map(([figure, { what, unit, budget, atLeast }]) => (
              <tr key={figure}>
                <th scope="row">{what}</th>
                <td data-label="Measured">{show(measured(group, figure), unit)}</td>
                {bounded && (
                  <td data-label="Budget">
                    {budget !== undefined && `${atLeast ? "≥" : "≤"} ${show(budget, unit)}`}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <figcaption className="label">
        From a run of <code>npm run bench -- {group}</code>. {run.machine}.
      </figcaption>
    </figure>
  );
}

function find(group: Group, figure: string) {
  return values.find((value) => value.group === group && value.figure === figure);
}

function measured(group: Group, figure: string): number {
  const found = find(group, figure);
  if (!found) {
    throw new Error(
      `bench.json has no ${group}.${figure}: npm run bench -- --json src/components/Measured/bench.json`,
    );
  }
  return found.value;
}
