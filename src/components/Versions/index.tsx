import Link from "@docusaurus/Link";
import { type Framework, frameworks } from "@site/snippets/frameworks.ts";
import type { ReactNode } from "react";
import { frameworkScenariosLink } from "../scenario-link.ts";
import { useCount, useVerifications } from "../verification-data.ts";

/** The releases that the last run used, framework by framework, from `results/verification.json`. */
export default function Versions({ kind }: { kind: Framework["kind"] }): ReactNode {
  const verifications = useVerifications();
  return (
    <div className="table">
      <table>
        <thead>
          <tr>
            <th scope="col">{kind === "server" ? "Framework" : "Front end"}</th>
            <th scope="col">Verified with</th>
            <th scope="col">Scenarios passed</th>
          </tr>
        </thead>
        <tbody>
          {frameworks
            .filter((framework) => framework.kind === kind && framework.id in verifications)
            .map((framework) => (
              <Row
                key={framework.id}
                {...framework}
                versions={verifications[framework.id]?.versions ?? {}}
              />
            ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  id,
  label,
  page,
  versions,
}: Framework & { versions: Record<string, string> }): ReactNode {
  const { passed, scenarios } = useCount(id);
  return (
    <tr>
      <th scope="row">
        <Link to={page}>{label}</Link>
      </th>
      <td data-label="Verified with">
        {Object.entries(versions).map(([name, version]) => (
          <span className="version" key={name}>
            <code>{name}</code> {version}
          </span>
        ))}
      </td>
      <td data-label="Scenarios passed">
        <Link to={frameworkScenariosLink(id)}>
          {passed} of {scenarios}
        </Link>
      </td>
    </tr>
  );
}
