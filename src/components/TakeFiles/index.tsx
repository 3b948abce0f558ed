import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import type { Framework } from "@site/snippets/frameworks.ts";
import type { ReactNode } from "react";
import Snippet from "../Snippet/index.tsx";

/** The end of a guide: its files, put into the reader's project by one command, or on the clipboard. */
export function TakeFiles({ framework }: { framework: Framework }): ReactNode {
  const { url } = useDocusaurusContext().siteConfig;
  const { id, label, capabilities } = framework;
  const [first] = Object.values(capabilities).filter((path) => /\.tsx?$/.test(path));
  const single = first?.replace(/\.tsx?$/, "").replaceAll(/[^a-zA-Z0-9]+/g, "-");
  const commands = [
    `npx shadcn@latest add ${url}/r/${id}.json`,
    single && `npx shadcn@latest add ${url}/r/${id}-${single}.json`,
  ];
  return (
    <aside className="take-files" aria-labelledby="take-the-files">
      <h2 id="take-the-files">Take the files</h2>
      <p>
        All files of this page, and the packages that they import, in your project
        {single && <>; or {first} alone, with what it needs</>}:
      </p>
      <Snippet language="Shell" code={commands.filter(Boolean).join("\n")} />
      <p>
        <button type="button" className="button" data-copy-from={`/r/${id}.json`}>
          Copy all files of {label}
        </button>
      </p>
    </aside>
  );
}
