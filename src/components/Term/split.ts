import { type Term, terms } from "../Glossary/terms.ts";

export interface Part {
  text: string;
  /** The term that this part of the text is. */
  term?: Term;
}

/** A name in capitals, such as CSRF, which is a term in capitals only. */
const isName = (term: string) => term === term.toUpperCase();

/** The terms by how they stand in a text: a word begins with a small letter or, in a sentence, a capital; both in the plural too. */
const byUse = new Map(
  terms.flatMap((term) => {
    const { term: name } = term;
    const singular = isName(name)
      ? [name]
      : [name, name.charAt(0).toUpperCase() + name.slice(1)];
    return [...singular, ...singular.map((use) => `${use}s`)].map(
      (use) => [use, term] as const,
    );
  }),
);

// The longest first: "refresh token" is not "refresh".
const uses = [...byUse.keys()].sort((a, b) => b.length - a.length);
const anyUse = new RegExp(`(?<![\\w-])(?:${uses.join("|")})(?![\\w-])`, "g");

/** A text in parts, each of which is a term or has none. */
export function splitAtTerms(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(anyUse)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    const term = byUse.get(match[0]);
    parts.push(term ? { text: match[0], term } : { text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}
