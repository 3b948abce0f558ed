import MiniSearch from "minisearch";
import type { SearchDocument } from "./document.ts";
import { isStopWord, partsOf, stem, terms, wordsIn } from "./words.ts";

/** A piece of text, and whether it is what was asked for. */
export interface Piece {
  text: string;
  found: boolean;
}

/** A section that was found. */
export interface Hit {
  url: string;
  /** The heading of the section, or the page's title at its beginning. */
  heading: Piece[];
  /** Where it stands, from the outside in: the category, and the page of a section. */
  where: string[];
  /** Some words around what was found. */
  excerpt: Piece[];
}

/** How much more, or less, a document of a kind counts. */
const weights: Record<SearchDocument["kind"], number> = { error: 1.4, page: 1, scenario: 0.25 };

/** The maximum numbers of hits: in total, and of one page. */
const most = 12;
const mostOfPage = 3;

/** How many letters of an excerpt are shown. */
const excerptLength = 150;

/** "Go" that does not mean the language: "go back", "go to". */
const going = /\bgo(?=\s+(?:after|away|back|on|through|to)\b)/gi;

export interface Engine {
  /**
   * The best sections for a query, best first.
   * @param mine the framework and front end that the reader has chosen: pages about others count less. What the query names comes first
   */
  find(query: string, mine?: readonly string[]): Hit[];
}

/** Indexes documents, which takes some 100 ms for a site like this. */
export function createEngine(documents: readonly SearchDocument[]): Engine {
  const index = new MiniSearch<SearchDocument>({
    idField: "url",
    fields: ["title", "page", "heading", "keywords", "names", "code", "text"],
    // A section is named by its heading; that its page is about the word as well says less.
    extractField: (document, field) => {
      if (field === "title") return document.heading === "" ? document.title : "";
      if (field === "page") return document.heading === "" ? "" : document.title;
      return document[field as keyof SearchDocument] ?? "";
    },
    tokenize: terms,
    processTerm: (term) => term,
    searchOptions: {
      boost: { title: 6, page: 2, heading: 5, keywords: 8, names: 3, code: 0.5 },
      combineWith: "OR",
    },
  });
  // A repeated URL would be an error: two sections with one name on one page.
  const unique = new Map(documents.map((document) => [document.url, document]));
  index.addAll([...unique.values()]);

  const known = frequencies(unique.values());
  const phrases = new Map([...unique].map(([url, document]) => [url, phrasesOf(document)]));
  const namesOfFrameworks = frameworkNames(unique.values());
  /** The weight of a term: zero for one that every section contains. */
  const weightOf = (term: string): number =>
    Math.log(1 + unique.size / (1 + (known.get(term) ?? 0)));

  return {
    find(typed, mine = []) {
      const query = typed.replaceAll(going, "");
      const asked = queryTerms(query, known);
      if (asked.length === 0) return [];
      const phrase = phraseOf(query);
      const { named, words } = namedFrameworks(phrase, namesOfFrameworks);
      // "nextjs" in a query says whose pages lead, and need not be in them.
      const needed = asked.filter((term) => !words.has(term));
      const counted = needed.length > 0 ? needed : asked;
      const whole = counted.reduce((sum, term) => sum + weightOf(term), 0);

      const results = index
        .search(query, {
          tokenize: () => asked,
          // The last word may still be being typed. A word that is known as it is stands for itself: "loop" is not LoopBack.
          prefix: (term, at) => at === asked.length - 1 && term.length > 3 && !known.has(term),
          fuzzy: (term) => (term.length > 4 && !known.has(term) ? 0.2 : false),
          weights: { prefix: 0.5, fuzzy: 0.2 },
        })
        .flatMap(({ id, score, queryTerms: matched, terms: found }) => {
          const document = unique.get(id);
          if (!document) return [];
          const covered = counted
            .filter((term) => matched.includes(term))
            .reduce((sum, term) => sum + weightOf(term), 0);
          const rank =
            score *
            (covered / whole) ** 2 *
            match(phrases.get(id) ?? [], phrase) *
            weights[document.kind] *
            nearness(document, mine, named);
          return rank > 0 ? [{ document, rank, found: new Set(found) }] : [];
        })
        .sort((a, b) => b.rank - a.rank);

      const groups = Map.groupBy(results, ({ document }) => sectionOf(document));
      const ofPage = new Map<string, number>();
      const hits: Hit[] = [];
      for (const same of groups.values()) {
        // Every guide has a section of that name, and three pages have that scenario: the result shows only one of them.
        const near = same.find(({ document: { framework = "" } }) =>
          named.size > 0 ? named.has(framework) : mine.includes(framework),
        );
        const shown = near ?? same[0];
        if (!shown) continue;
        const [page = ""] = shown.document.url.split("#");
        const count = ofPage.get(page) ?? 0;
        if (count === mostOfPage) continue;
        ofPage.set(page, count + 1);
        hits.push(hitOf(shown.document, shown.found));
        if (hits.length === most) break;
      }
      return hits;
    },
  };
}

/** What sections of several pages have in common that say the same, each of its framework or of its page. */
function sectionOf({ url, title, heading, framework, kind }: SearchDocument): string {
  if (kind === "scenario") return title;
  return framework !== undefined && heading !== "" ? heading : url;
}

/** In how many sections each term is. */
function frequencies(documents: Iterable<SearchDocument>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { title, heading, keywords, names, code, text } of documents) {
    const all = terms([title, heading, keywords, names, code, text].join(" "));
    for (const term of new Set(all)) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return counts;
}

/** The terms of a query: a word that is known as a whole stands for itself, any other for its parts. */
function queryTerms(query: string, known: ReadonlyMap<string, number>): string[] {
  const words = [...wordsIn(query)].map(({ word }) => word);
  const telling = words.filter((word) => !isStopWord(word));
  const asked = (telling.length > 0 ? telling : words).flatMap((word) => {
    const whole = stem(word);
    const parts = partsOf(word).map(stem);
    return known.has(whole) || parts.length === 0 ? [whole] : parts;
  });
  return [...new Set(asked)];
}

/** The names by which a document is asked for, its own first, each as `phraseOf` has it. */
function phrasesOf({ title, heading, keywords }: SearchDocument): string[] {
  return [heading || title, ...keywords.split(",")].map(phraseOf);
}

/** What is left of a name or a query to compare it by: its terms, between spaces. */
function phraseOf(text: string): string {
  const words = [...wordsIn(text)].flatMap(({ word }) => {
    const parts = partsOf(word);
    return parts.length > 0 ? parts : [word];
  });
  const telling = words.filter((word) => !isStopWord(word));
  return ` ${(telling.length > 0 ? telling : words).map(stem).join(" ")} `;
}

/** How well a query fits the names of a document: it is its own name or another, holds one of several words, or is within one. */
function match(phrases: readonly string[], asked: string): number {
  const fits = phrases.map((phrase, at) => {
    if (phrase === asked) return at === 0 ? 4 : 3;
    if (ofSeveralWords(phrase) && asked.includes(phrase)) return 2.5;
    return ofSeveralWords(asked) && phrase.includes(asked) ? 1.75 : 1;
  });
  return Math.max(1, ...fits);
}

function ofSeveralWords(phrase: string): boolean {
  return phrase.trim().includes(" ");
}

/** The names that readers call each framework by, the keywords of its guide, each as `phraseOf` has it. */
function frameworkNames(documents: Iterable<SearchDocument>): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { framework, heading, keywords } of documents) {
    if (framework === undefined || heading !== "") continue;
    const own = keywords.split(",").map(phraseOf);
    names.set(framework, [...(names.get(framework) ?? []), ...own]);
  }
  return names;
}

/** The frameworks that a query names, and the terms that name them. */
function namedFrameworks(
  asked: string,
  names: ReadonlyMap<string, readonly string[]>,
): { named: Set<string>; words: Set<string> } {
  const named = new Set<string>();
  const words = new Set<string>();
  for (const [framework, phrases] of names) {
    for (const phrase of phrases) {
      if (!asked.includes(phrase)) continue;
      named.add(framework);
      for (const term of phrase.trim().split(" ")) words.add(term);
    }
  }
  return { named, words };
}

/** How near a document is to what the reader builds with. */
function nearness(
  { framework, heading }: SearchDocument,
  mine: readonly string[],
  named: ReadonlySet<string>,
): number {
  const beginning = heading === "" ? 1.2 : 1;
  if (framework === undefined) return beginning;
  if (named.size > 0) return named.has(framework) ? 1.5 * beginning : 0.2;
  if (mine.length === 0) return 0.7 * beginning;
  return mine.includes(framework) ? 1.25 * beginning : 0.3;
}

function hitOf(document: SearchDocument, found: ReadonlySet<string>): Hit {
  const { url, title, heading, group, text } = document;
  return {
    url,
    heading: pieces(heading || title, found),
    where: [group, ...(heading ? [title] : [])].filter(Boolean),
    excerpt: pieces(excerpt(text, found), found),
  };
}

/** A text in pieces: the words that were found, and what is between them. */
function pieces(text: string, found: ReadonlySet<string>): Piece[] {
  const all: Piece[] = [];
  let from = 0;
  for (const { word, at } of wordsIn(text)) {
    if (!isFound(word, found)) continue;
    if (at > from) all.push({ text: text.slice(from, at), found: false });
    all.push({ text: word, found: true });
    from = at + word.length;
  }
  if (from < text.length) all.push({ text: text.slice(from), found: false });
  return all;
}

function isFound(word: string, found: ReadonlySet<string>): boolean {
  return [word, ...partsOf(word)].some((part) => found.has(stem(part)));
}

/** The part of a text that has the most of what was found; its beginning where it has nothing of it. */
function excerpt(text: string, found: ReadonlySet<string>): string {
  const places = [...wordsIn(text)].filter(({ word }) => isFound(word, found));
  let start = 0;
  let best = 0;
  for (const { at } of places) {
    const inside = places.filter((place) => place.at >= at && place.at < at + excerptLength);
    const different = new Set(inside.map(({ word }) => stem(word))).size;
    if (different <= best) continue;
    best = different;
    start = at;
  }
  const from = start < 60 ? 0 : text.lastIndexOf(" ", start - 30) + 1;
  const cut = text.slice(from, from + excerptLength);
  const more = text.length > from + excerptLength;
  const end = more ? cut.slice(0, cut.lastIndexOf(" ")) : cut;
  return `${from > 0 ? "… " : ""}${end}${more ? " …" : ""}`;
}
