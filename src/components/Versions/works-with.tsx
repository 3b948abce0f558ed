import Link from "@docusaurus/Link";
import type { Line } from "@site/results/versions.ts";
import { findFramework } from "@site/snippets/frameworks.ts";
import { Fragment, type ReactNode } from "react";
import { useReleases } from "../verification-data.ts";
import { nameOf, rowId } from "./names.ts";

/** Which releases the snippets of a framework work with, a line for each package, from `results/versions.json`. */
export default function WorksWith({ framework }: { framework: string }): ReactNode {
  const releases = Object.entries(useReleases(framework));
  if (releases.length === 0) return null;
  return (
    <ul className="works-with">
      {releases.map(([name, lines]) => (
        <li key={name}>
          <Sentence framework={framework} package={name} lines={lines} />
        </li>
      ))}
    </ul>
  );
}

interface Props {
  framework: string;
  package: string;
  lines: readonly Line[];
}

function Sentence({ framework, package: name, lines }: Props): ReactNode {
  const { page = "" } = findFramework(framework) ?? {};
  const plain = lines.filter(({ outcome }) => outcome === "passed");
  const added = lines.filter(
    ({ outcome, variant }) => outcome !== "passed" && variant?.outcome === "passed",
  );
  const broken = lines.filter((line) => !plain.includes(line) && !added.includes(line));
  const label = nameOf(name);
  return (
    <>
      {plain.length > 0 && `Works with ${label} ${series(plain)}`}
      {added.map((line, index) => (
        <Fragment key={line.line}>
          {index === 0 && plain.length === 0 ? "Works" : ", and"} with {label} {line.line} after{" "}
          <Link to={`${page}#${line.variant?.folder}`}>this change</Link>
        </Fragment>
      ))}
      {broken.length > 0 && (
        <>
          {plain.length + added.length > 0 ? ". Does" : "Does"} not work with {label}{" "}
          {broken.map((line, index) => (
            <Fragment key={line.line}>
              {index > 0 && (index === broken.length - 1 ? " and " : ", ")}
              <Link to={`/versions#${rowId(framework, name, line.line)}`}>{line.line}</Link>
            </Fragment>
          ))}
        </>
      )}
      .
    </>
  );
}

/** "5", "24 and 23", "3.13, 3.12 and 3.11". */
function series(lines: readonly Line[]): string {
  const names = lines.map(({ line }) => line);
  const last = names.pop() ?? "";
  return names.length > 0 ? `${names.join(", ")} and ${last}` : last;
}
