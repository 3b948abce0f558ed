import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import { usePluginData } from "@docusaurus/useGlobalData";
import type { Framework } from "@site/snippets/frameworks.ts";
import type { SetFacts, Sets } from "@site/src/plugins/registry/index.ts";
import { itemName } from "@site/src/plugins/snippets/project-path.ts";
import { Fragment, type ReactNode } from "react";
import Snippet from "../Snippet/index.tsx";

/** The end of a guide: its files, put into the reader's project by one command, as a zip, or on the clipboard. The minimal version comes first. */
export function TakeFiles({ framework }: { framework: Framework }): ReactNode {
  const { url } = useDocusaurusContext().siteConfig;
  const sets = (usePluginData("registry") as Sets)[framework.id] ?? [];
  const least = leastOf(framework, sets);
  const lines = [
    ...(least ? [least] : []),
    ...sets
      .filter(({ inRegistry }) => inRegistry)
      .map(({ name, label }) => ({ name, about: label || "everything" })),
  ];
  return (
    <aside className="take-files" aria-labelledby="take-the-files">
      <h2 id="take-the-files">Get the files</h2>
      {lines.length > 0 && (
        <>
          <p>
            Each command copies files into your project and installs the packages that are
            missing. It does not replace files or change the versions of packages that you have.
          </p>
          {lines.map(({ name, about }) => (
            <Snippet key={name} language="Shell" title={about} code={addCommand(url, name)} />
          ))}
        </>
      )}
      {framework.language === "python" && (
        <p>
          Unpack the zip in your project, install <code>supertokens/requirements.txt</code>, and
          start the server with <code>PYTHONPATH=supertokens</code>.
        </p>
      )}
      {framework.language === "go" && (
        <p>
          The zip is a module of its own that builds as it is. Into your own module, copy the{" "}
          <code>.go</code> files and <code>templates/</code>, without <code>go.mod</code>,{" "}
          <code>go.sum</code>, <code>chi/</code> and <code>gin/</code>.
        </p>
      )}
      <p>
        {sets.map(({ name, label }) => (
          <Fragment key={name}>
            <button type="button" className="button" data-copy-from={`/files/${name}.txt`}>
              Copy all files of {framework.label}
              {label && `, ${label}`}
            </button>{" "}
            <a className="button" href={`/files/${name}.zip`} download>
              Download as zip
            </a>{" "}
          </Fragment>
        ))}
      </p>
    </aside>
  );
}

/** The short form where there is one, else the file that verifies a session, or refreshes it, with what it imports. */
function leastOf(
  { id, capabilities }: Framework,
  sets: readonly SetFacts[],
): { name: string; about: string } | undefined {
  if (sets[0]?.name === `${id}-short`) return undefined;
  const path = capabilities["verify-session"] ?? capabilities["refresh-page"];
  const name = path && itemName(`snippets/${id}/${path}`);
  return name && path ? { name, about: `${path} alone, with what it imports` } : undefined;
}

/** The command that puts an item of the registry into a project. */
function addCommand(url: string, name: string): string {
  return `npx shadcn@latest add ${url}/r/${name}.json`;
}
