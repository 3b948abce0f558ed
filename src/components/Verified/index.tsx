import Link from "@docusaurus/Link";
import { findFramework } from "@site/snippets/frameworks.ts";
import type { ReactNode } from "react";
import { frameworkScenariosLink } from "../scenario-link.ts";
import WorksWith from "../Versions/works-with.tsx";
import { useCount, useVerification } from "../verification-data.ts";

/** The releases with which a framework's snippets were verified, and the outcome: the numbers of `results/verification.json`. */
export default function Verified({ framework }: { framework: string }): ReactNode {
  const verification = useVerification(framework);
  if (!findFramework(framework)) {
    throw new Error(
      `<Verified framework="${framework}" />: snippets/frameworks.ts has no such framework`,
    );
  }
  const { passed, scenarios } = useCount(framework);
  return (
    <>
      <dl className="datasheet">
        {Object.entries(verification?.versions ?? {}).map(([name, version]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{version}</dd>
          </div>
        ))}
        <div
          className={passed === scenarios && passed > 0 ? "datasheet-good" : "datasheet-bad"}
        >
          <dt>Scenarios</dt>
          <dd>
            {scenarios > 0 ? (
              <Link to={frameworkScenariosLink(framework)}>
                {passed} of {scenarios} passed
              </Link>
            ) : (
              "not yet verified"
            )}
          </dd>
        </div>
      </dl>
      <WorksWith framework={framework} />
    </>
  );
}
