import { usePluginData } from "@docusaurus/useGlobalData";
import { findFramework } from "@site/snippets/frameworks.ts";
import type { Sets } from "@site/src/plugins/registry/index.ts";
import type { ReactNode } from "react";
import { type ChoiceName, choices } from "../Choice/choices.ts";
import Snippet from "../Snippet/index.tsx";
import { Variant, Variants } from "../Variants/index.tsx";
import { compilerOptions } from "./compiler-options.ts";

/**
 * The commands that install what a framework's files import, and where the files go: both from the snippets themselves.
 * @param variant of a front end that has several
 * Throws for what is not in snippets/frameworks.ts.
 */
export default function Install(props: { framework: string; variant?: string }): ReactNode {
  const { framework: id, variant } = props;
  const name = variant === undefined ? id : `${id}-${variant}`;
  const set = (usePluginData("registry") as Sets)[id]?.find((it) => it.name === name);
  if (!set) throw new Error(`<Install />: snippets/frameworks.ts has no ${name}`);
  return (
    <>
      <Commands install={set.install} />
      <Place framework={id} />
    </>
  );
}

function Commands({ install }: { install: Record<string, string[]> }): ReactNode {
  const by = (["npm", "python"] as const satisfies ChoiceName[]).find((name) =>
    choices[name].options.some(({ id }) => id in install),
  );
  if (!by) return <Shell lines={install.go ?? []} />;
  return (
    <Variants by={by}>
      {choices[by].options.map(({ id }) => (
        <Variant key={id} for={id}>
          <Shell lines={install[id] ?? []} />
        </Variant>
      ))}
    </Variants>
  );
}

function Shell({ lines }: { lines: string[] }): ReactNode {
  return <Snippet language="Shell" code={lines.join("\n")} />;
}

/** Where a reader's copies of the files go, and what makes their imports work there. */
function Place({ framework: id }: { framework: string }): ReactNode {
  const { kind, language, filesAtRoot, runtime } = findFramework(id) ?? {};
  if (filesAtRoot) {
    return (
      <p>
        The title of each block is the path of its file in your project. With a <code>src</code>{" "}
        folder, it is the path in <code>src</code>. The imports are relative, so they work with
        any alias, <code>@/</code> included, and without one.
      </p>
    );
  }
  if (language === "python") {
    return (
      <p>
        The title of each block is the path of its file in one folder. The files import each
        other as top-level modules (<code>from page import page</code>), so that folder has to
        be on the import path: the folder that you start the server in, or the one that{" "}
        <code>PYTHONPATH</code> names.
      </p>
    );
  }
  if (language === "go") {
    return (
      <p>
        The title of each block is the path of its file in one folder of your module. The files
        are one package, <code>app</code>.
      </p>
    );
  }
  return (
    <>
      <p>
        The title of each block is the path of its file in one folder of your choice. The
        imports are relative to it
        {kind === "server" ? (
          <>
            {" "}
            and end in <code>.ts</code>
            {runtime === "tsc" ? (
              <>
                . Node cannot run decorators, so compile the files with <code>tsc</code>, 5.7 or
                later, and these options:
              </>
            ) : (
              <>
                , which Node 22.18 and later run without a build. With <code>tsc</code>, 5.7 or
                later, they need these options:
              </>
            )}
          </>
        ) : (
          "."
        )}
      </p>
      {kind === "server" && (
        <Snippet
          language="JSON"
          title="tsconfig.json"
          code={JSON.stringify({ compilerOptions: compilerOptions(runtime) }, null, 2)}
        />
      )}
      {kind === "server" && runtime === "node" && (
        <p>
          If you choose JavaScript at the top of this page, the files need{" "}
          <code>"type": "module"</code> in your <code>package.json</code> and no build.
        </p>
      )}
    </>
  );
}
