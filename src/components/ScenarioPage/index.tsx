import Link from "@docusaurus/Link";
import useBrokenLinks from "@docusaurus/useBrokenLinks";
import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import type { Run } from "@site/results/runs.ts";
import { frameworks } from "@site/snippets/frameworks.ts";
import Layout from "@theme/Layout";
import type { ReactNode } from "react";
import { capabilityTitles } from "../capabilities.ts";
import { ReplayHere } from "../Lab/index.tsx";
import { SequenceFigure } from "../Sequence/SequenceFigure.tsx";
import { useScenarios, useVerifications } from "../verification-data.ts";

/** The page `/scenarios/<id>`: the recorded exchanges, once for all frameworks that did the same, and the outcome for each framework. */
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
  const verifications = useVerifications();
  const recorded = runs.flatMap((run) => run.frameworks);
  const unrecorded = frameworks
    .map(({ id }) => id)
    .filter((id) => verifications[id]?.scenarios[scenario] && !recorded.includes(id));
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
            {runs.length > 0 && (
              <>
                ,{" "}
                <a href={`${repository}/blob/HEAD/results/runs/${scenario}.json`}>recording</a>
              </>
            )}
          </p>
          <ReplayHere scenario={scenario} />
          {runs.map((run) => (
            <section key={run.frameworks.join()} className="wide scenario-run">
              <Anchors ids={run.frameworks} />
              <h2>{sentence(run.frameworks.map(labelOf), runs.length)}</h2>
              <SequenceFigure title={title} exchanges={run.exchanges} />
              <Ran scenario={scenario} ids={run.frameworks} />
            </section>
          ))}
          {unrecorded.length > 0 && (
            <section className="wide scenario-run">
              <Anchors ids={unrecorded} />
              {runs.length > 0 && <h2>Without a recording</h2>}
              <Ran scenario={scenario} ids={unrecorded} />
            </section>
          )}
        </article>
      </main>
    </Layout>
  );
}

/** Where `/scenarios/<scenario>#<framework>` leads: to the beginning of its group. */
function Anchors({ ids }: { ids: readonly string[] }): ReactNode {
  const links = useBrokenLinks();
  return ids.map((id) => {
    links.collectAnchor(id);
    return <span key={id} id={id} />;
  });
}

/** The frameworks with the same recorded exchanges in a scenario, and the outcome for each. */
function Ran({ scenario, ids }: { scenario: string; ids: readonly string[] }): ReactNode {
  const verifications = useVerifications();
  return (
    <ul className="scenario-frameworks">
      {frameworks
        .filter(({ id }) => ids.includes(id))
        .map(({ id, label, page }) => {
          const outcome = verifications[id]?.scenarios[scenario]?.outcome ?? "failed";
          return (
            <li key={id}>
              <Link to={page}>
                <span className={`outcome outcome-${outcome}`}>{label}</span>
              </Link>
              <span className={outcome === "passed" ? "visually-hidden" : undefined}>
                {" "}
                {outcome}
              </span>
            </li>
          );
        })}
    </ul>
  );
}

function labelOf(id: string): string {
  return frameworks.find((framework) => framework.id === id)?.label ?? id;
}

/** "Koa and Hapi"; "Koa, Hapi and 11 more". */
function sentence(labels: string[], runs: number): string {
  if (runs === 1 && labels.length > 1) return `The same with all ${labels.length} frameworks`;
  const shown =
    labels.length > 4 ? [...labels.slice(0, 2), `${labels.length - 2} more`] : labels;
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format(shown);
}
