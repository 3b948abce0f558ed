import Link from "@docusaurus/Link";
import expired from "@site/results/runs/session-expired.json";
import valid from "@site/results/runs/session-valid.json";
import type { Run } from "@site/results/runs.ts";
import { type Framework, frameworks } from "@site/snippets/frameworks.ts";
import { useFrameworkPages } from "@site/src/components/framework-pages.ts";
import { Icon } from "@site/src/components/Icon/index.tsx";
import Sequence from "@site/src/components/Sequence/index.tsx";
import { useCount, useVerification } from "@site/src/components/verification-data.ts";
import Heading from "@theme/Heading";
import Layout from "@theme/Layout";
import MDXContent from "@theme/MDXContent";
import type { ReactNode } from "react";
import VerifySession from "./_verify-session.mdx";

const summary =
  "Verify a SuperTokens session while a page renders on the server, and refresh it when the access token has expired: the code for your framework, with recordings of the requests it makes.";

export default function Home(): ReactNode {
  const { passed, scenarios } = useCount();
  return (
    <Layout description={summary}>
      <main id="content" className="home" tabIndex={-1}>
        <header>
          <h1>Sessions in server-rendered pages, with SuperTokens</h1>
          <p className="lede">{summary}</p>
        </header>

        <section className="home-example" aria-label="A page that verifies its session">
          <div className="home-code">
            <MDXContent>
              <VerifySession />
            </MDXContent>
            <p className="home-start by-framework">
              {useFrameworkPages()
                .filter(({ kind }) => kind === "server")
                .map(({ id, label, page }) => (
                  <span key={id} data-for={id}>
                    <Link className="button primary" to={page}>
                      Build it with {label} <Icon name="next" />
                    </Link>
                  </span>
                ))}
            </p>
          </div>
          <div className="home-runs">
            <p className="label">Recorded runs of this code</p>
            <RecordedRun scenario="session-valid" runs={valid} />
            <RecordedRun scenario="session-expired" runs={expired} />
          </div>
        </section>

        <Frameworks kind="server" id="frameworks" title="On the server" />
        <Frameworks kind="front-end" id="front-ends" title="In the browser" />

        <dl className="home-ways">
          <div>
            <dt>Read</dt>
            <dd>
              One guide for each framework, with the steps in the order in which you need them.{" "}
              <Link to="/start">Three questions</Link> lead to yours.
            </dd>
          </div>
          <div>
            <dt>Launch</dt>
            <dd>
              Each server guide begins with a sandbox that runs the guide's files. Sign in,
              expire the token, revoke the session, and watch every request, including those to
              the core. You can also <Link to="/lab">break a session</Link> in the lab on this
              site.
            </dd>
          </div>
          <div>
            <dt>Troubleshoot</dt>
            <dd>
              <Link to="/troubleshooting">Symptoms</Link> and <Link to="/errors">errors</Link>,
              each with a check that identifies the cause.
            </dd>
          </div>
          <div>
            <dt>Verify</dt>
            <dd>
              {passed} of {scenarios} scenarios passed in the last run, over HTTP, against the
              files that the guides show. <Link to="/verification">How</Link>
            </dd>
          </div>
        </dl>
      </main>
    </Layout>
  );
}

/** The run of the framework that the reader has chosen: once where all servers did the same. */
function RecordedRun({ scenario, runs }: { scenario: string; runs: Run[] }): ReactNode {
  const servers = frameworks.filter(({ kind }) => kind === "server");
  const [first, ...others] = servers;
  if (!first) return null;
  const [same] = runs;
  if (others.every(({ id }) => same?.frameworks.includes(id)))
    return <Sequence framework={first.id} scenario={scenario} runs={[runs]} />;
  return (
    <div className="by-framework">
      {servers.map(({ id }) => (
        <div key={id} data-for={id}>
          <Sequence framework={id} scenario={scenario} runs={[runs]} />
        </div>
      ))}
    </div>
  );
}

function Frameworks(props: { kind: Framework["kind"]; id: string; title: string }): ReactNode {
  const shown = useFrameworkPages().filter(({ kind }) => kind === props.kind);
  return (
    <section aria-labelledby={props.id}>
      <Heading as="h2" id={props.id}>
        {props.title}
      </Heading>
      <ul className="tiles">
        {shown.map((framework) => (
          <Tile key={framework.id} framework={framework} />
        ))}
      </ul>
    </section>
  );
}

function Tile({ framework: { id, label, page } }: { framework: Framework }): ReactNode {
  const [version] = Object.entries(useVerification(id)?.versions ?? {});
  const { passed, scenarios } = useCount(id);
  const outcome = passed === scenarios ? "passed" : "failed";
  return (
    <li>
      <Link to={page}>{label}</Link>
      {version && <span className="label">{version.join(" ")}</span>}
      {scenarios > 0 && (
        <span className="label">
          <span className={`outcome outcome-${outcome}`}>
            {passed} of {scenarios}
          </span>
        </span>
      )}
    </li>
  );
}
