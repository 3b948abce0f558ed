import Link from "@docusaurus/Link";
import useBrokenLinks from "@docusaurus/useBrokenLinks";
import versions from "@site/results/versions.json";
import { type Cell, linesOf } from "@site/results/versions.ts";
import { type Framework, findFramework, frameworks } from "@site/snippets/frameworks.ts";
import Heading from "@theme/Heading";
import type { ReactNode } from "react";
import { scenarioLink } from "../scenario-link.ts";
import { useVerification } from "../verification-data.ts";
import { nameOf, rowId } from "./names.ts";

const cells = versions as Cell[];

/** The releases that were tried, a row for each package, from `results/versions.json`; each cell leads to what its run found. */
export function VersionMatrix({ kind }: { kind: Framework["kind"] }): ReactNode {
  return (
    <div className="table version-matrix">
      <table>
        <thead>
          <tr>
            <th scope="col">{kind === "server" ? "Framework" : "Front end"}</th>
            <th scope="col">Package</th>
            <th scope="col">Releases, newest first</th>
          </tr>
        </thead>
        <tbody>
          {tried(kind).flatMap(({ id, label, page }) =>
            [...linesOf(cells, id)].map(([name, lines], index) => (
              <tr key={`${id} ${name}`}>
                {index === 0 && (
                  <th scope="rowgroup" rowSpan={linesOf(cells, id).size}>
                    <Link to={page}>{label}</Link>
                  </th>
                )}
                <td data-label="Package">{nameOf(name)}</td>
                <td data-label="Releases">
                  {lines.map(({ line, outcome, variant }) => (
                    <span className="version-cell" key={line}>
                      <Outcome id={rowId(id, name, line)} line={line} outcome={outcome} />
                      {variant && (
                        <Outcome
                          id={rowId(id, name, line, variant.folder)}
                          line={`${line} with additions`}
                          outcome={variant.outcome}
                        />
                      )}
                    </span>
                  ))}
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}

function Outcome(props: { id: string; line: string; outcome: Cell["outcome"] }): ReactNode {
  const passed = props.outcome === "passed";
  return (
    <a
      href={`#${props.id}`}
      className={passed ? "outcome-passed" : "outcome-failed"}
      aria-label={`${props.line}: ${props.outcome}`}
    >
      {passed ? "✓" : "✗"} {props.line}
    </a>
  );
}

/** What each run found, framework by framework. */
export function VersionRuns({ kind }: { kind: Framework["kind"] }): ReactNode {
  return tried(kind).map(({ id, label }) => (
    <section key={id}>
      <Heading as="h3" id={id}>
        {label}
      </Heading>
      <ul className="version-runs">
        {cells
          .filter(({ framework }) => framework === id)
          .map((cell) => (
            <Run key={cell.release + cell.variant + cell.package} cell={cell} />
          ))}
      </ul>
    </section>
  ));
}

function Run({ cell }: { cell: Cell }): ReactNode {
  const { framework, package: name, release, line = release, variant, also, outcome } = cell;
  const { page = "" } = findFramework(framework) ?? {};
  const anchor = rowId(framework, name, line, variant);
  // The build fails for a link to an anchor that it does not know.
  useBrokenLinks().collectAnchor(anchor);
  return (
    <li id={anchor} data-outcome={outcome}>
      <p>
        <code>
          {nameOf(name)} {release}
        </code>
        {also &&
          ` with ${Object.entries(also)
            .map((pair) => pair.join(" "))
            .join(", ")}`}
        {variant && (
          <>
            {" and "}
            <Link to={`${page}#${variant}`}>what it needs</Link>
          </>
        )}
        : <Found cell={cell} /> <small>{cell.on}</small>
      </p>
      {cell.failed.length > 0 && (
        <details>
          <summary>What failed, and why</summary>
          <ul>
            {cell.failed.map(({ id, why }) => (
              <li key={id}>
                <Scenario framework={framework} id={id} />: <code>{why}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function Found({ cell: { outcome, scenarios, failed, why } }: { cell: Cell }): ReactNode {
  if (outcome === "passed") return `all ${scenarios} scenarios passed`;
  if (outcome === "failed") return `${failed.length} of ${scenarios} scenarios failed`;
  return (
    <>
      {outcome}: <code>{why}</code>
    </>
  );
}

function Scenario({ framework, id }: { framework: string; id: string }): ReactNode {
  const known = useVerification(framework)?.scenarios[id];
  return known ? <Link to={scenarioLink(framework, id)}>{known.title}</Link> : id;
}

function tried(kind: Framework["kind"]): Framework[] {
  return frameworks.filter(
    ({ id, kind: its }) => its === kind && cells.some(({ framework }) => framework === id),
  );
}
