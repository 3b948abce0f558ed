import type { ReactNode } from "react";

type Tree = Map<string, Tree>;

/** The files of a reader's project, as nested lists. Takes their paths, one a line. */
export default function FileTree({ files }: { files: string }): ReactNode {
  const root: Tree = new Map();
  for (const path of files.split("\n")) {
    let at = root;
    for (const name of path.split("/")) {
      const inside: Tree = at.get(name) ?? new Map();
      at.set(name, inside);
      at = inside;
    }
  }
  return <Level tree={root} />;
}

/** Folders that hold one thing share its line. */
function Level({ tree }: { tree: Tree }): ReactNode {
  return (
    <ul>
      {[...tree].map(([name, inside]) => {
        const [line, below] = shared(name, inside);
        return (
          <li key={name}>
            <code>{below.size > 0 ? `${line}/` : line}</code>
            {below.size > 0 && <Level tree={below} />}
          </li>
        );
      })}
    </ul>
  );
}

/** The line of a name, with those of the folders below it that hold one thing, and what is below that. */
function shared(name: string, inside: Tree): [string, Tree] {
  const [only] = inside;
  return inside.size === 1 && only ? shared(`${name}/${only[0]}`, only[1]) : [name, inside];
}
