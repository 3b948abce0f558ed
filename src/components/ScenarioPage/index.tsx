import Link from "@docusaurus/Link";
import useBrokenLinks from "@docusaurus/useBrokenLinks";
import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import type { Run } from "@site/results/runs.ts";
import { type Framework, frameworks } from "@site/snippets/frameworks.ts";
import Layout from "@theme/Layout";
import type { ReactNode } from "react";
import { capabilityTitles } from "../capabilities.ts";
import { ResponseStatus } from "../ResponseStatus.tsx";
import { SequenceFigure } from "../Sequence/SequenceFigure.tsx";
import { useScenarios, useVerification } from "../verification-data.ts";

/** The page `/scenarios/<id>`: how a scenario ended with each framework, and what went over the wire. */
export default function ScenarioPage({
  scenario,
  runs,
}: {
  scenario: string;
  runs: Run[];
}): ReactNode {
  const repository = String(useDocusaurusContext().siteConfig.customFields?.repositoryUrl);
  const facts = useScenarios()[scenario];
  if (!facts) throw new Error(`There is no scenario "${scenario}"`);
  const { title, capability, source } = facts;
  return (
    <Layout
      title={title}
      description={`A scenario of the contract, with the recorded runs: ${title}`}
    >
      <main id="content" className="page page-alone" tabIndex={-1}>
        <nav className="breadcrumbs" aria-label="Breadcrumbs">
          <ol>
            <li>
              <Link to="/">Home</Link>
            </li>
            <li>
              <Link to="/scenarios">Scenarios</Link>
            </li>
            <li>{capabilityTitles.get(capability) ?? capability}</li>
          </ol>
        </nav>
        <article className="prose">
          <header>
            <h1 className="scenario-heading">{title}</h1>
          </header>
          <p className="label">
            {scenario}, <a href={`${repository}/blob/HEAD/${source}`}>source of the test</a>
          </p>
          <ul className="scenario-list wide">
            {frameworks.map((framework) => (
              <FrameworkRow key={framework.id} framework={framework} scenario={scenario} />
            ))}
          </ul>
          {runs.map((run) => (
            <section key={run.frameworks.join()} className="wide scenario-run">
              <h2>{sentence(run.frameworks.map(labelOf), runs.length)}</h2>
              <SequenceFigure title={title} exchanges={run.exchanges} />
            </section>
          ))}
        </article>
      </main>
    </Layout>
  );
}

function FrameworkRow({
  framework,
  scenario,
}: {
  framework: Framework;
  scenario: string;
}): ReactNode {
  const repository = String(useDocusaurusContext().siteConfig.customFields?.repositoryUrl);
  const verified = useVerification(framework.id)?.scenarios[scenario];
  const links = useBrokenLinks();
  if (!verified) return null;
  links.collectAnchor(framework.id);
  const { outcome, responses, recorded } = verified;
  return (
    <li id={framework.id}>
      <Link to={framework.page}>{framework.label}</Link>
      <p className="label">
        <span className={`outcome outcome-${outcome}`}>{outcome}</span>
        {responses.map((response, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a recording is written once and never reordered
          <ResponseStatus key={index} {...response} />
        ))}
        {recorded && (
          <a href={`${repository}/blob/HEAD/results/runs/${scenario}.json`}>recording</a>
        )}
      </p>
    </li>
  );
}

function labelOf(id: string): string {
  return frameworks.find((framework) => framework.id === id)?.label ?? id;
}

/** "Koa and Hapi, the same on the wire". */
function sentence(labels: string[], runs: number): string {
  const names = new Intl.ListFormat("en", { type: "conjunction" }).format(labels);
  if (runs === 1 && labels.length > 1) return `On the wire: the same for all ${labels.length}`;
  return labels.length > 1 ? `${names}: the same on the wire` : names;
}
