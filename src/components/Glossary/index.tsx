import Link from "@docusaurus/Link";
import useBrokenLinks from "@docusaurus/useBrokenLinks";
import { Fragment, type ReactNode } from "react";
import { anchorOf, sdks, type Term, terms } from "./terms.ts";

/** The terms of the site as a table: meaning, source, and the names in the SDKs. */
export default function Glossary(): ReactNode {
  const { collectAnchor } = useBrokenLinks();
  for (const { term } of terms) collectAnchor(anchorOf(term));
  return (
    <figure className="glossary">
      <table>
        <thead>
          <tr>
            <th scope="col">Term</th>
            <th scope="col">Meaning</th>
            <th scope="col">Name in the SDKs</th>
          </tr>
        </thead>
        <tbody>
          {terms.map((term) => (
            <Row key={term.term} {...term} />
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function Row({ term, meaning, source, page, names = {} }: Term): ReactNode {
  const named = Object.entries(names) as [keyof typeof sdks, string][];
  return (
    <tr id={anchorOf(term)}>
      <th scope="row">{page ? <Link to={page}>{term}</Link> : term}</th>
      <td>
        {withCode(meaning)}
        {source && (
          <span className="glossary-source">
            {source.href ? <Link to={source.href}>{source.label}</Link> : source.label}
          </span>
        )}
      </td>
      <td>
        {named.map(([sdk, name]) => (
          <span key={sdk} className="glossary-name">
            <span>{sdks[sdk]} </span>
            <code>{name}</code>{" "}
          </span>
        ))}
      </td>
    </tr>
  );
}

/** A sentence whose code stands between backticks. */
function withCode(text: string): ReactNode {
  return text.split("`").map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text that does not change
    index % 2 === 1 ? <code key={index}>{part}</code> : <Fragment key={index}>{part}</Fragment>,
  );
}
