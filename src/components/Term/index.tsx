import Link from "@docusaurus/Link";
import { useDoc } from "@docusaurus/plugin-content-docs/client";
import { anchorOf, type Term, terms } from "@site/src/components/Glossary/terms.ts";
import {
  Children,
  type ComponentProps,
  createContext,
  Fragment,
  type ReactNode,
  useContext,
  useId,
  useState,
} from "react";
import { splitAtTerms } from "./split.ts";

/** The terms that a page has used so far: each with the paragraph that used it first. */
type Used = Map<Term, string>;

const UsedTerms = createContext<Used | undefined>(undefined);

/** Around the text of a page: the first use of each term links to the glossary, except on the page that explains the term. */
export function FirstUses({ children }: { children: ReactNode }): ReactNode {
  const { permalink } = useDoc().metadata;
  const [used] = useState<Used>(
    () => new Map(terms.filter(({ page }) => page === permalink).map((term) => [term, ""])),
  );
  return <UsedTerms value={permalink === "/glossary" ? undefined : used}>{children}</UsedTerms>;
}

/** A paragraph in which the first use of a term is a link. */
export function Paragraph({ children, ...props }: ComponentProps<"p">): ReactNode {
  return <p {...props}>{useLinks(children)}</p>;
}

/** The same for an item of a list. */
export function Item({ children, ...props }: ComponentProps<"li">): ReactNode {
  return <li {...props}>{useLinks(children)}</li>;
}

/** The children, with links in their own text: not in code, links and other elements. */
function useLinks(children: ReactNode): ReactNode {
  const used = useContext(UsedTerms);
  const id = useId();
  if (!used) return children;
  const isFirst = (term: Term): boolean => {
    const owner = used.get(term) ?? id;
    used.set(term, owner);
    return owner === id;
  };
  const linked = new Set<Term>();
  return Children.map(children, (child) => {
    if (typeof child !== "string") return child;
    const parts: ReactNode[] = [];
    let text = "";
    for (const part of splitAtTerms(child)) {
      const { term } = part;
      if (!term || linked.has(term) || !isFirst(term)) {
        // In one piece: React writes a comment between two texts.
        text += part.text;
        continue;
      }
      linked.add(term);
      parts.push(
        text,
        <Link key={term.term} className="term" to={`/glossary#${anchorOf(term.term)}`}>
          {part.text}
        </Link>,
      );
      text = "";
    }
    if (parts.length === 0) return child;
    parts.push(text);
    return <Fragment>{parts}</Fragment>;
  });
}
