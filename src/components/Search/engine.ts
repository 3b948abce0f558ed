import MiniSearch, { type SearchResult } from "minisearch";
import type { SearchDocument } from "./document.ts";

export type Found = SearchDocument & { terms: string[] };

/** How much more, or less, a document of a kind counts. */
const weights: Record<SearchDocument["kind"], number> = { error: 1.6, page: 1, scenario: 0.3 };

/** More than this nobody reads. */
const most = 12;

export interface Engine {
  /**
   * The best documents for a query, best first.
   * @param mine the framework and front end that the reader has chosen: pages about others count less
   */
  find(query: string, mine?: readonly string[]): Found[];
}

/** Indexes documents, which takes some 50 ms for a site like this. */
export function createEngine(documents: readonly SearchDocument[]): Engine {
  const index = new MiniSearch<SearchDocument>({
    idField: "url",
    fields: ["title", "page", "heading", "keywords", "names", "text"],
    // A section is named by its heading; that its page is about the word as well says less.
    extractField: (document, field) => {
      if (field === "title") return document.heading === "" ? document.title : "";
      if (field === "page") return document.heading === "" ? "" : document.title;
      return document[field as keyof SearchDocument] ?? "";
    },
    tokenize: words,
    processTerm: singular,
    searchOptions: {
      boost: { title: 6, page: 2, heading: 5, keywords: 10, names: 3 },
      // Only the last word can still be typed on. A word that begins like it says little: "loop" is not LoopBack.
      prefix: (term, at, terms) => term.length > 1 && at === terms.length - 1,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      weights: { prefix: 0.1, fuzzy: 0.1 },
      combineWith: "AND",
    },
  });
  // An address twice would be an error: two sections of one name on one page.
  const unique = new Map(documents.map((document) => [document.url, document]));
  index.addAll([...unique.values()]);
  return {
    find(query, mine = []) {
      const boostDocument = (url: string): number => {
        const document = unique.get(url);
        if (!document) return 1;
        const { kind, framework, heading } = document;
        const others = framework !== undefined && mine.length > 0 && !mine.includes(framework);
        return weights[kind] * (others ? 0.4 : 1) * (heading === "" ? 1.2 : 1);
      };
      const search = (combineWith: "AND" | "OR"): SearchResult[] =>
        index.search(query, { boostDocument, combineWith });
      const all = search("AND");
      const results = all.length > 0 ? all : search("OR");
      const seen = new Set<string>();
      const found: Found[] = [];
      for (const { id, terms } of results) {
        const document = unique.get(id);
        if (!document) continue;
        // Every guide has a section of that name: the best one stands for all.
        const { framework, heading } = document;
        const section = framework !== undefined && heading !== "" ? heading : id;
        if (seen.has(section)) continue;
        seen.add(section);
        found.push({ ...document, terms });
        if (found.length === most) break;
      }
      return found;
    },
  };
}

/** "Redirects" is found by "redirect", and the other way round. Short words stay: CORS, JWKS. */
function singular(term: string): string {
  return term.toLowerCase().replace(/(?<=\p{L}{4}[^s])s$/u, "");
}

/** Words as readers type them: a name as a whole and in its parts, so that "verify session" finds verifySession. */
export function words(text: string): string[] {
  return text.split(/[^\p{L}\p{N}_'’-]+/u).flatMap((word) => {
    const whole = word.replace(/^[-'’]+|[-'’]+$/g, "");
    if (whole === "") return [];
    const parts = whole.split(/[_-]|(?<=\p{Ll})(?=\p{Lu})/u).filter(Boolean);
    return parts.length > 1 ? [whole, ...parts] : [whole];
  });
}
