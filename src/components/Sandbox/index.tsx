import useBaseUrl from "@docusaurus/useBaseUrl";
import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import { usePluginData } from "@docusaurus/useGlobalData";
import Snippet from "@site/src/components/Snippet/index.tsx";
import type { Sandboxes, SandboxFacts } from "@site/src/plugins/sandboxes/index.ts";
import type { ReactNode } from "react";

/**
 * Launches a framework's sandbox: in StackBlitz, in the page on request, as a zip, or with the commands to run it. The zip
 * and the commands work without scripts; client.ts activates the buttons. Throws if there is no sandbox.
 */
export default function Sandbox({ framework }: { framework: string }): ReactNode {
  const sandbox = (usePluginData("sandboxes") as Sandboxes)[framework];
  const payload = useBaseUrl(`/sandboxes/${framework}.json`);
  const archive = useBaseUrl(`/sandboxes/${framework}.zip`);
  if (!sandbox) {
    throw new Error(
      `<Sandbox framework="${framework}" />: snippets/frameworks.ts has no such sandbox`,
    );
  }
  const inBrowser = sandbox.kind === "stackblitz";
  return (
    <section
      className="sandbox"
      aria-label={`Sandbox for ${sandbox.label}`}
      data-sandbox={payload}
      data-sandbox-size={kilobytes(sandbox.payloadBytes)}
    >
      <div className="sandbox-about">
        <p>
          The code of this page as a running app, with an in-memory core. Sign in, expire the
          session, tamper with it or revoke it, and see every request, including those to the
          core.
        </p>
        {!inBrowser && (
          <p className="sandbox-local">
            It runs on your own machine or in a container, because StackBlitz has no runtime for{" "}
            {needs[sandbox.language]?.name ?? sandbox.label}.
          </p>
        )}
      </div>
      <div className="sandbox-actions">
        {inBrowser && (
          <>
            <button type="button" className="button primary" data-sandbox-action="open">
              Open in StackBlitz
            </button>
            <button type="button" className="button" data-sandbox-action="embed">
              Show it here
            </button>
          </>
        )}
        <a className={inBrowser ? "button" : "button primary"} href={archive} download>
          Download as zip <span className="label">{kilobytes(sandbox.zipBytes)}</span>
        </a>
      </div>
      {inBrowser && <p className="sandbox-status" role="status" data-sandbox-status="" />}
      {inBrowser && <div data-sandbox-place="" hidden />}
      <details open={!inBrowser}>
        <summary>Run it here</summary>
        <Commands framework={framework} sandbox={sandbox} />
      </details>
    </section>
  );
}

/** The tools that a language needs on the reader's machine, in addition to Node. */
const needs: Partial<Record<SandboxFacts["language"], { name: string; version: string }>> = {
  go: { name: "Go", version: "Go 1.26" },
  python: { name: "Python", version: "Python 3.11" },
};

interface CommandsProps {
  framework: string;
  sandbox: SandboxFacts;
}

function Commands({
  framework,
  sandbox: { folder, kind, language },
}: CommandsProps): ReactNode {
  const { repositoryUrl } = useDocusaurusContext().siteConfig.customFields ?? {};
  return (
    <>
      {kind === "local" && (
        <>
          <p>With Docker and nothing else, from the zip:</p>
          <Snippet
            language="Shell"
            code={`unzip ${framework}.zip\ncd ${folder}\ndocker compose up --build`}
          />
          <p>
            An editor that knows dev containers opens the folder in one:{" "}
            <code>.devcontainer/devcontainer.json</code> is in it.
          </p>
        </>
      )}
      <p>
        With {needs[language] && `${needs[language].version} or newer, and `}Node 22.18 or
        newer, from the zip:
      </p>
      <Snippet
        language="Shell"
        code={`unzip ${framework}.zip\ncd ${folder}\nnpm ci\nnpm start`}
      />
      <p>
        Or from a clone of{" "}
        {typeof repositoryUrl === "string" ? (
          <a href={repositoryUrl}>this project</a>
        ) : (
          "this project"
        )}
        :
      </p>
      <Snippet language="Shell" code={`npm ci\nnpm run sandbox -- ${framework}`} />
      <p>
        <code>npm run flow</code> in a second terminal walks through all stages of a session and
        prints each exchange. With <code>SUPERTOKENS_CORE_URI</code> set, the app runs against
        your own core instead.
      </p>
    </>
  );
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} KB`;
}
