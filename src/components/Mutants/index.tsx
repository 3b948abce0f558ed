import Link from "@docusaurus/Link";
import mutants from "@site/results/mutants.json";
import type { Mutant } from "@site/results/mutants.ts";
import { findFramework, frameworks } from "@site/snippets/frameworks.ts";
import Heading from "@theme/Heading";
import type { ReactNode } from "react";
import { scenarioLink } from "../scenario-link.ts";
import { useVerification } from "../verification-data.ts";

interface Props {
  /** The changes to frameworks of this kind; without it, those to the examples of a guide. */
  kind?: "server" | "front-end";
}

/** What the last committed `npm run mutants` has found, framework by framework. */
export default function Mutants({ kind }: Props): ReactNode {
  const byFolder = Map.groupBy<string, Mutant>(mutants, folderOf);
  const ids = kind
    ? frameworks.filter((framework) => framework.kind === kind).map(({ id }) => id)
    : [...byFolder.keys()].filter((folder) => !findFramework(folder));
  return ids.map((id) => {
    const changes = byFolder.get(id);
    return changes && <Changes key={id} folder={id} changes={changes} />;
  });
}

/** How many changes were made, and how many of them a test noticed. */
export function MutantCount(): ReactNode {
  const noticed = mutants.filter(({ killedBy }) => killedBy !== null).length;
  return (
    <>
      {noticed} of {mutants.length}
    </>
  );
}

function Changes({ folder, changes }: { folder: string; changes: Mutant[] }): ReactNode {
  const framework = findFramework(folder);
  return (
    <>
      <Heading as="h3" id={folder}>
        {framework?.label ?? <code>{folder}</code>}
      </Heading>
      <ul className="mutants">
        {changes.map((change) => (
          <li key={change.file + change.from + change.to}>
            <p>
              {capitalised(change.harm)}. <code>{pathIn(folder, change)}</code>
            </p>
            <pre>
              <code>
                <Side of="del" text={change.from} />
                <Side of="ins" text={change.to} />
              </code>
            </pre>
            <p className="mutant-outcome">
              <Outcome folder={folder} change={change} />
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** One side of a change, without the indentation that all of its lines share. */
function Side({ of: Tag, text }: { of: "del" | "ins"; text: string }): ReactNode {
  const lines = text.replace(/^\n|\n$/g, "").split("\n");
  const filled = lines.filter((line) => line.trim() !== "");
  if (filled.length === 0) return null;
  const indent = Math.min(...filled.map((line) => line.search(/\S/)));
  return <Tag>{lines.map((line) => line.slice(indent)).join("\n")}</Tag>;
}

function Outcome({ folder, change }: { folder: string; change: Mutant }): ReactNode {
  const scenarios = useVerification(folder)?.scenarios ?? {};
  const { killedBy, equivalent } = change;
  if (killedBy === null)
    return equivalent ? `Harmless here: ${equivalent}` : "No test notices this change.";
  const scenario = scenarios[killedBy];
  if (!scenario) return `Noticed by the test: ${killedBy}.`;
  return (
    <>
      Noticed by: <Link to={scenarioLink(folder, killedBy)}>{scenario.title}</Link>.
    </>
  );
}

function folderOf({ file }: Mutant): string {
  return file.split("/")[1] ?? "";
}

function pathIn(folder: string, { file }: Mutant): string {
  return file.slice(`snippets/${folder}/`.length);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
