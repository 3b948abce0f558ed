/** Words that stand in questions and tell nothing about what is asked for. */
const stopWords = new Set(
  (
    "a add after again also am an and another any are as at be because been but by can cannot cant can't could did didnt didn't do does " +
    "doesnt doesn't doing dont don't for from get gets getting give given had has have he her how i if in instead into is isnt isn't " +
    "it its just keep keeps let make makes me my need not now of on only or our out she should so than that the their them then there " +
    "these they this to up use used using want was way we were what when where which while who why will with wont won't work working " +
    "works would you your"
  ).split(" "),
);

/** Whether a word of a question is left out of it, unless it consists of nothing else. */
export function isStopWord(word: string): boolean {
  return stopWords.has(word.toLowerCase().replace("’", "'"));
}

/** A word of a text, and where it stands. */
export interface Word {
  word: string;
  at: number;
}

/** Two words for one thing: "log in", "logged in" and "sign-in"; "sub-domain" and "subdomain". */
const pairs =
  /^(?:log|sign)(?:ged|ed|ging|ing|s)?[ -]?(in|out)$|^(sub)[ -](domains?)$|^(e)-(mails?)$/i;

const word =
  /\b(?:(?:log|sign)(?:ged|ed|ging|ing|s)?[ -]?(?:in|out)|sub[ -]domains?|e-mails?)\b|[\p{L}\p{N}_](?:[\p{L}\p{N}_.'’-]*[\p{L}\p{N}_])?/giu;

/** The words of a text as they stand in it: "middleware.ts", "sign-in", "try_refresh_token" are one each, and so is "log in". */
export function* wordsIn(text: string): Generator<Word> {
  for (const { 0: found, index } of text.matchAll(word)) yield { word: found, at: index };
}

/** The parts of a word that is made of several: verifySession, refresh-page, next.js. Empty for any other. */
export function partsOf(word: string): string[] {
  if (pairs.test(word)) return [];
  const parts = word.split(/[_.'’-]|(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u).filter(Boolean);
  return parts.length > 1 ? parts : [];
}

/**
 * What the forms of a word have in common: "redirects", "redirected" and "redirecting" find each other, and so do "Next.js" and "nextjs".
 * Short words stay: CORS, JWKS. Steps 1a to 1c and 5a of M. F. Porter's "An algorithm for suffix stripping", shortened.
 */
export function stem(word: string): string {
  const lower = word
    .replace(pairs, (_, sign, sub, domain, e, mail) =>
      sign ? `sign${sign}` : `${sub ?? e}${domain ?? mail}`,
    )
    .toLowerCase()
    .replaceAll(/[.'’-]/g, "");
  if (lower.length < 5 || /[\d_]/.test(lower)) return lower;
  return lower
    .replace(/(?<=[^sui])s$/, "")
    .replace(/(?<=.{4})(?:ed|ing)$/, "")
    .replace(/(?<=.{3})([bdgmnprt])\1$/, "$1")
    .replace(/(?<=.{4})e$/, "")
    .replace(/(?<=.{4})y$/, "i");
}

/** What a text is found by: each of its words, and the parts of those that are made of several. */
export function terms(text: string): string[] {
  return [...wordsIn(text)].flatMap(({ word }) => [word, ...partsOf(word)].map(stem));
}
