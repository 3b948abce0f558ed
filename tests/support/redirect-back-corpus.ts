import corpus from "./redirect-back.corpus.json" with { type: "json" };
import queries from "./redirect-back.queries.json" with { type: "json" };

/** A value of redirectBack that somebody may put into a link. */
export interface Entry {
  value: string;
  /** The literature that the value, or its kind, is from. */
  source: string;
  /** How many "a" stand behind the value. */
  padding?: number;
  /** A valid URL, and the form in which it must arrive. */
  arrives?: string;
  /** Whether a browser really follows it here. */
  follow?: boolean;
}

/** The corpus, each value at its full length. */
export const entries = (corpus as Entry[]).map((entry) => {
  const padding = "a".repeat(entry.padding ?? 0);
  const arrives = entry.arrives === undefined ? undefined : entry.arrives + padding;
  return { ...entry, value: entry.value + padding, arrives };
});
export const values = entries.map(({ value }) => value);
/** Those that a browser really follows: one of each kind. */
export const followed = entries.filter(({ follow }) => follow);

/**
 * Whole queries as somebody may write them by hand, with the paths of this site to which each may lead: of two
 * values some frameworks take the first, some the last, some neither.
 */
export const handmade: readonly { query: string; source: string; ends: string[] }[] = queries;

/** What is wrong with `result`, the path that became of an entry on a site; empty when nothing is. */
export function problems(
  { value, arrives }: (typeof entries)[number],
  result: unknown,
  site: string,
) {
  const wrong = (why: string) => [
    `${JSON.stringify(value)} → ${JSON.stringify(result)}: ${why}`,
  ];
  if (typeof result !== "string") return wrong("no string");
  if (arrives !== undefined) return result === arrives ? [] : wrong(`should be ${arrives}`);
  if (!/^\/(?![/\\])/.test(result)) return wrong("does not start with one slash");
  for (const level of decodings(result)) {
    if (URL.parse(level, site)?.origin !== site) return wrong(`leaves the site as ${level}`);
  }
  if (result === "/") return [];
  if (URL.parse(value, site)?.origin !== site) return wrong("should be /: it leaves the site");
  if (/[\\\p{Cc}]/u.test(value)) return wrong("should be /: a browser rewrites the value");
  return [];
}

/** A path, and what it becomes where something behind the site decodes it once, twice and so on. */
function decodings(path: string): string[] {
  const decoded = path.replace(/%([\da-f]{2})/gi, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return decoded === path ? [path] : [path, ...decodings(decoded)];
}
