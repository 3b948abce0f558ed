import recorded from "@site/results/nextjs-ways.json";
import type { MeasuredWay } from "@site/results/nextjs-ways.ts";
import { Fragment, type ReactNode } from "react";

const ways: readonly MeasuredWay[] = Object.values(recorded);

/** The cost of each way to verify a session in Next.js, or its destination in the rarer states, from a run. */
export default function NextjsWays({ show }: { show: "costs" | "ends" }): ReactNode {
  return show === "costs" ? <Costs /> : <Ends />;
}

const pages = ["valid", "expired", "next page", "page after that"];

function Costs(): ReactNode {
  return (
    <Figure
      columns={[
        "Calls to the core: valid page",
        "expired page",
        "next page",
        "page after that",
        "Requests for an expired page",
        "JavaScript",
        "with a server action",
      ]}
      row={({ states, kilobytes }) => [
        ...pages.map((state) => String(states[state]?.core.length)),
        (states.expired?.requests ?? []).map((request) => (
          <Fragment key={request}>
            <code>{request}</code>{" "}
          </Fragment>
        )),
        kilobytes.page === 0 ? "none" : `${kilobytes.page} KB`,
        kilobytes.action === null ? "–" : `${kilobytes.action} KB`,
      ]}
    />
  );
}

const rare = [
  "no session",
  "revoked",
  "new signing key",
  "core down",
  "core down from the start",
];

function Ends(): ReactNode {
  return (
    <Figure
      columns={rare.map((state) => state.charAt(0).toUpperCase() + state.slice(1))}
      row={({ states }) => rare.map((state) => states[state]?.end)}
    />
  );
}

function Figure(props: { columns: string[]; row(way: MeasuredWay): ReactNode[] }): ReactNode {
  return (
    <figure className="outcomes">
      <div className="table">
        <table>
          <thead>
            <tr>
              <th scope="col">Way</th>
              {props.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          {ways.map((way) => (
            <tbody key={way.label}>
              <tr>
                <th scope="row">{way.label}</th>
                {props.row(way).map((cell, index) => (
                  <td key={props.columns[index]} data-label={props.columns[index]}>
                    {cell}
                  </td>
                ))}
              </tr>
            </tbody>
          ))}
        </table>
      </div>
      <figcaption className="label">From the recorded run.</figcaption>
    </figure>
  );
}
