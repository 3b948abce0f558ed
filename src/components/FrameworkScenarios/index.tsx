import Link from "@docusaurus/Link";
import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import { findFramework } from "@site/snippets/frameworks.ts";
import Layout from "@theme/Layout";
import { Fragment, type ReactNode } from "react";
import { byCapability } from "../capabilities.ts";
import { ResponseStatus } from "../ResponseStatus.tsx";
import { scenarioLink } from "../scenario-link.ts";
import Verified from "../Verified/index.tsx";
import { useScenarios, useVerification } from "../verification-data.ts";

/** The page `/verification/<id>`: every scenario of a framework with its outcome, its run and its test. */
export default function FrameworkScenarios({ framework }: { framework: string }): ReactNode {
  const repository = String(useDocusaurusContext().siteConfig.customFields?.repositoryUrl);
  const facts = useScenarios();
  const entry = findFramework(framework);
  const scenarios = Object.entries(useVerification(framework)?.scenarios ?? {});
  const label = entry?.label ?? framework;
  return (
    <Layout
      title={`${label}: the scenarios and their outcomes`}
      description={`Every scenario that ran against the ${label} snippets, with the responses that were observed, the recorded run and the test.`}
    >
      <main id="content" className="page page-alone" tabIndex={-1}>
        <nav className="breadcrumbs" aria-label="Breadcrumbs">
          <ol>
            <li>
              <Link to="/">Home</Link>
            </li>
            <li>
              <Link to="/verification">Verification</Link>
            </li>
          </ol>
        </nav>
        <article className="prose">
          <header>
            <h1>{label}: scenarios</h1>
            <p className="lede">
              Each line is a scenario that ran against the files of the{" "}
              {entry ? <Link to={entry.page}>{label} guide</Link> : label}. The{" "}
              <Link to="/scenarios">matrix</Link> compares all frameworks.
            </p>
          </header>
          <Verified framework={framework} />
          <div className="scenarios wide">
            {byCapability(scenarios, ([id]) => facts[id]?.capability ?? "").map((group) => (
              <section key={group.capability}>
                <h2>{group.title}</h2>
                <ul className="scenario-list">
                  {group.things.map(([id, { outcome, responses }]) => (
                    <li key={id}>
                      <p>
                        <Link className="scenario-title" to={scenarioLink(framework, id)}>
                          {facts[id]?.title}
                        </Link>
                      </p>
                      <p className="label">
                        <span className={`outcome outcome-${outcome}`}>{outcome}</span>{" "}
                        {responses.map((response, index) => (
                          // biome-ignore lint/suspicious/noArrayIndexKey: a recording is written once and never reordered
                          <Fragment key={index}>
                            <ResponseStatus {...response} />{" "}
                          </Fragment>
                        ))}
                        <a href={`${repository}/blob/HEAD/${facts[id]?.source}`}>test</a>
                      </p>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </div>
        </article>
      </main>
    </Layout>
  );
}
