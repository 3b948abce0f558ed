/** Wording that the site does not use. Each has an example, which a test holds against its pattern. */
export interface Rule {
  pattern: RegExp;
  /** What to write in its place. */
  instead: string;
  /** A sentence that breaks the rule. */
  not: string;
  /** The same in good wording, or a sentence in which the word is right. */
  but: string;
}

export const rules: readonly Rule[] = [
  {
    pattern: /\banswer(s|ed|ing)?\b/i,
    instead: "response, respond",
    not: "The server answers with 401.",
    but: "The server responds with 401.",
  },
  {
    pattern: /(?<!\b(e-?mail|IP|IPv[46]) )\baddress(es)?\b(?! bar)/i,
    instead: "URL, path, origin or host; or e-mail address",
    not: "The address of the page",
    but: "The URL in the address bar, and an e-mail address",
  },
  {
    pattern: /\b(ways?|hops?) back\b/i,
    instead: "return URL",
    not: "The way back arrives in the query.",
    but: "The return URL is a path.",
  },
  {
    pattern: /\bby (itself|themselves|herself|himself)\b/i,
    instead: "automatically, on its own",
    not: "It refreshes by itself.",
    but: "It refreshes automatically.",
  },
  {
    pattern: /\bbesides?\b/i,
    instead: "next to, in addition to",
    not: "The header beside the cookie",
    but: "The header alongside the cookie",
  },
  {
    pattern: /\bask(s|ed|ing)? (nobody|no one|the (core|database))\b|\bwithout asking\b/i,
    instead: "calls, verifies locally, makes no network request",
    not: "A page asks the core.",
    but: "A page calls the core, and asks for an e-mail address.",
  },
  {
    pattern: /\b(calls|tells) nobody\b|\bnobody (looks|learns|knows|asks|answers)\b/i,
    instead: "a subject that acts",
    not: "Nobody looks at claims.",
    but: "Nobody is signed in.",
  },
  {
    pattern: /\bknows? nothing\b/i,
    instead: "does not have, does not notice",
    not: "It knows nothing of the session.",
    but: "It has no session.",
  },
  {
    pattern: /\blife\b/i,
    instead: "lifetime, has expired",
    not: "The token is older than its life.",
    but: "The lifetime of the token",
  },
  {
    pattern: /\b(old|older|new|SDK's|its) notes?\b(?! that)/i,
    instead: "front token",
    not: "The SDK keeps the old note.",
    but: "Note that the front token is old.",
  },
  {
    pattern: /\bprice\b/i,
    instead: "trade-off, cost",
    not: "That is the price of it.",
    but: "That is the trade-off.",
  },
  {
    pattern: /\berrors? like any other\b|\bhand (it|them) on\b/i,
    instead: "pass any other error to your error handler",
    not: "It is an error like any other.",
    but: "Pass any other error on.",
  },
  {
    pattern: /\bamong (it|which)\b/i,
    instead: "including, as well as",
    not: "All headers, the cookie among it",
    but: "All headers, including the cookie",
  },
  {
    pattern: /\bmend(s|ed|ing)?\b/i,
    instead: "fix",
    not: "The fault is mended.",
    but: "The fault is fixed; recommended.",
  },
  {
    pattern: /\blook(s|ed|ing)? once more\b/i,
    instead: "verifies again",
    not: "The page looks once more.",
    but: "The page verifies again.",
  },
  {
    pattern: /\btak(e|es|en|ing) (\w+ ){1,4}for a (guest|thief)\b/i,
    instead: "treats … as",
    not: "It takes every failure for a guest.",
    but: "It treats every failure as signed out.",
  },
  {
    pattern: /\b(page|form|script)s? of another (site|origin)\b/i,
    instead: "on another site",
    not: "A page of another site",
    but: "A page on another site, with a return URL of another site",
  },
  {
    pattern: /\bmay not\b/i,
    instead: "must not, is not authorised, might not",
    not: "The user may not see it.",
    but: "The user is not authorised.",
  },
  {
    pattern: /\b\w+n't\b|\b(it|that|there|here|you|we|they|who|what)['’](s|re|ve|ll|d)\b/i,
    instead: "the words in full",
    not: "It doesn't work.",
    but: "It does not use the user's token.",
  },
  {
    pattern: /\bsimpl[ye]\b(?! (GET|POST|request))/i,
    instead: "nothing",
    not: "Simply call it.",
    but: "Call it.",
  },
  {
    pattern:
      /\b(authoriz|initializ|normaliz|serializ|recogniz|synchroniz)(e|es|ed|ing)\b|\b(behavior|color|honor)s?\b/i,
    instead: "the British spelling",
    not: "The user is not authorized.",
    but: "The user is authorised by the Authorization header.",
  },
];

/** Sentences in which a word of a rule is right: part of the line, and the file where it stands. */
export const exceptions: readonly { file: string; text: string }[] = [
  { file: "docs/guides/start.mdx", text: "remembers your answers" },
  // A message of the real core.
  { file: "mock-core/src/passwordless-api.ts", text: "deviceId doesn't match" },
];
