import run from "@site/results/bench.json";
import { type Bench, show } from "@site/results/bench.ts";
import type { ReactNode } from "react";

const { machine, results } = run as Bench;

interface Props {
  /** `page`, `payload`, … */
  group: string;
}

/** The figures of a group in the last committed `npm run bench`, with the machine and the day. Throws if there are none. */
export default function Measured({ group }: Props): ReactNode {
  const rows = results.filter((result) => result.group === group);
  if (rows.length === 0) {
    throw new Error(
      `results/bench.json has no figures of ${group}: npm run bench -- --json results/bench.json`,
    );
  }
  const bounded = rows.some(({ budget }) => budget !== undefined);
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
            {rows.map(({ figure, what, unit, value, budget, atLeast }) => (
              <tr key={figure}>
                <th scope="row">{what}</th>
                <td data-label="Measured">{show(value, unit)}</td>
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
        From a run of <code>npm run bench -- {group}</code>. {machine}.
      </figcaption>
    </figure>
  );
}
