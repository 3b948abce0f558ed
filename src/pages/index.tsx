import Link from "@docusaurus/Link";
import expired from "@site/results/runs/session-expired.json";
import valid from "@site/results/runs/session-valid.json";
import type { Framework } from "@site/snippets/frameworks.ts";
import { useFrameworkPages } from "@site/src/components/framework-pages.ts";
import { Icon } from "@site/src/components/Icon/index.tsx";
import Sequence from "@site/src/components/Sequence/index.tsx";
import { frameworkScenariosLink } from "@site/src/components/scenario-link.ts";
import { useCount, useVerification } from "@site/src/components/verification-data.ts";
import Heading from "@theme/Heading";
import Layout from "@theme/Layout";
import MDXContent from "@theme/MDXContent";
import type { ReactNode } from "react";
import VerifySession from "./_verify-session.mdx";

const summary =
  "How to verify a SuperTokens session while a page is rendered on the server, and how to refresh it: for each framework the code, and what it puts on the wire.";

export default function Home(): ReactNode {
  const { passed, scenarios } = useCount();
  return (
    <Layout description={summary}>
      <main id="content" className="home" tabIndex={-1}>
        <header>
          <h1>Sessions in server-rendered pages, with SuperTokens</h1>
          <p className="lede">{summary}</p>
        </header>

        <dl className="home-ways">
          <div>
            <dt>Read</dt>
            <dd>
              One guide for each framework, in the order in which you build it: verify, refresh,
              make it optional, require a claim, protect an API. New to this?{" "}
              <Link to="/start">Three questions</Link> lead to yours.
            </dd>
          </div>
          <div>
            <dt>Launch</dt>
            <dd>
              Each guide begins with its sandbox: the same files as a running app. Sign in, let
              the token expire, revoke it, and watch both wires while you do.
            </dd>
          </div>
          <div>
            <dt>Copy</dt>
            <dd>
              Every block is a whole file with its imports, type-checked and run before it is
              shown. Paste it without a notice.
            </dd>
          </div>
          <div>
            <dt>Repair</dt>
            <dd>
              A redirect loop at midnight? <Link to="/troubleshooting">Symptoms</Link> and{" "}
              <Link to="/errors">errors</Link>, each with a check that tells which cause it is.
            </dd>
          </div>
        </dl>

        <Frameworks kind="server" id="frameworks" title="On the server" />
        <Frameworks kind="front-end" id="front-ends" title="In the browser" />

        <section aria-labelledby="example">
          <h2 id="example">A page, and what it does</h2>
          <p>
            This is the whole of it in Express. Beside it is what happened when it ran: the
            diagrams of this site are drawn from recorded runs, not by hand.
          </p>
          <div className="home-example">
            <div>
              <MDXContent>
                <VerifySession />
              </MDXContent>
            </div>
            <div>
              <Sequence framework="express" scenario="session-valid" runs={[valid]} />
              <Sequence framework="express" scenario="session-expired" runs={[expired]} />
            </div>
          </div>
        </section>

        <section aria-labelledby="verified">
          <h2 id="verified">Verified, not claimed</h2>
          <p>
            {passed} of {scenarios} scenarios passed in the last run. Each is a request over
            HTTP against the very files that the guides show, with the status, the headers, the
            cookies and the calls to the core compared to the letter.{" "}
            <Link to="/verification">How this site is verified</Link>
          </p>
        </section>
      </main>
    </Layout>
  );
}

function Frameworks(props: { kind: Framework["kind"]; id: string; title: string }): ReactNode {
  const frameworks = useFrameworkPages().filter(({ kind }) => kind === props.kind);
  return (
    <section aria-labelledby={props.id}>
      <Heading as="h2" id={props.id}>
        {props.title}
      </Heading>
      <ul className="home-frameworks">
        {frameworks.map((framework) => (
          <FrameworkRow key={framework.id} framework={framework} />
        ))}
      </ul>
    </section>
  );
}

function FrameworkRow({ framework }: { framework: Framework }): ReactNode {
  const { id, label, page } = framework;
  const verification = useVerification(id);
  const { passed, scenarios } = useCount(id);
  return (
    <li>
      <Link to={page}>
        {label} <Icon name="next" />
      </Link>
      <span className="label">
        {Object.entries(verification?.versions ?? {})
          .map(([name, version]) => `${name} ${version}`)
          .join("  ")}
      </span>
      {scenarios > 0 && (
        <Link className="label" to={frameworkScenariosLink(id)}>
          {passed} of {scenarios} scenarios
        </Link>
      )}
    </li>
  );
}
