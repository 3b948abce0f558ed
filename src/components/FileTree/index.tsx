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
        const [only] = inside;
        const joined = inside.size === 1 && only ? `${name}/${only[0]}` : name;
        const below = inside.size === 1 && only ? only[1] : inside;
        return (
          <li key={name}>
            <code>{below.size > 0 ? `${joined}/` : joined}</code>
            {below.size > 0 && <Level tree={below} />}
          </li>
        );
      })}
    </ul>
  );
}
