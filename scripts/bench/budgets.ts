import type { Figure } from "../../results/bench.ts";

/**
 * Every figure of `npm run bench`, by group, with the budget that must hold and the aim behind it. A run that breaks a
 * budget fails; a missed aim is only shown. A figure without either is stated, so that a change of it is seen.
 */
export const figures = {
  // The Express guide: a framework page with ten code blocks or more. Sizes after brotli (quality 11), as first loaded.
  // Budgets: 30 KiB and 115 KiB are what a Docusaurus page needs after every known trick but leaving React out; the aim is
  // Starlight with its search. The scores are the best that any documentation framework reached in the same measurement.
  page: {
    performance: {
      what: "Lighthouse mobile: performance",
      unit: "",
      budget: 99,
      aim: 100,
      atLeast: true,
    },
    accessibility: {
      what: "Lighthouse mobile: accessibility",
      unit: "",
      budget: 100,
      aim: 100,
      atLeast: true,
    },
    bestPractices: {
      what: "Lighthouse mobile: best practices",
      unit: "",
      budget: 100,
      aim: 100,
      atLeast: true,
    },
    seo: { what: "Lighthouse mobile: SEO", unit: "", budget: 100, aim: 100, atLeast: true },
    blocking: {
      what: "total blocking time (simulated)",
      unit: "ms",
      budget: 100,
      aim: 0,
    },
    shift: { what: "cumulative layout shift", unit: "", budget: 0, aim: 0 },
    html: { what: "HTML, with what is inlined in it", unit: "KiB" },
    css: { what: "CSS files", unit: "KiB" },
    htmlAndCss: { what: "HTML + CSS", unit: "KiB", budget: 30, aim: 20 },
    heaviest: { what: "HTML + CSS of the heaviest page of all", unit: "KiB", budget: 30 },
    script: {
      what: "JavaScript before the first interaction",
      unit: "KiB",
      budget: 115,
      aim: 25,
    },
    everything: { what: "everything, fonts included", unit: "KiB" },
    requests: {
      what: "requests before the first interaction",
      unit: "",
      budget: 13,
      aim: 4,
    },
    thirdParties: { what: "of these to third parties", unit: "", budget: 0, aim: 0 },
  },

  // No budget: machines differ too much. The warm cost per page should be constant.
  build: {
    cold: { what: "build of the site, no caches", unit: "s" },
    warm: { what: "the same again", unit: "s" },
    coldPage: { what: "cold cost of one more page, from 30 to 300", unit: "ms" },
    warmPage: { what: "warm cost of one more page, from 30 to 300", unit: "ms" },
  },

  // Of the Express sandbox. 300 KB: larger payloads keep a reader waiting, and StackBlitz refuses the largest.
  payload: {
    size: { what: "payload as JSON", unit: "KB", budget: 300 },
    install: { what: "empty folder to installed (npm ci)", unit: "s" },
    start: { what: "npm start to the first response of /dashboard", unit: "s" },
    total: { what: "empty folder to the first page", unit: "s" },
  },

  // Of the Express app on its own. No core calls: a valid access token is verified with the keys that the app has.
  verification: {
    plainRate: { what: "the page without verification, on one core", unit: "/s" },
    sdkRate: { what: "with the SDK's getSession, on one core", unit: "/s" },
    jwtRate: { what: "with the JWT alone, on one core", unit: "/s" },
    sdkCost: { what: "getSession: CPU time per request", unit: "µs" },
    jwtCost: { what: "JWT alone: CPU time per request", unit: "µs" },
    sdkCalls: { what: "getSession: core calls per request", unit: "", budget: 0 },
    jwtCalls: { what: "JWT alone: core calls per request", unit: "", budget: 0 },
  },

  // The lab in the page, in Chromium, from the built site on this machine. Nothing of it is fetched before the click.
  lab: {
    bytes: {
      what: "fetched on the click, after brotli",
      unit: "KiB",
      budget: 300,
    },
    engine: { what: "of these the worker: SDK, app and core", unit: "KiB" },
    open: { what: "click to the first rendered page", unit: "ms", budget: 1500 },
    step: { what: "a page of a session, to the diagram", unit: "ms", budget: 50 },
    memory: { what: "memory of the worker: heap in use", unit: "MB" },
  },

  // In process: the function and the server in a process that runs already, as in a test suite, key included. The
  // command line is the package's, one file. Times and rates have aims alone: machines differ too much.
  "mock-core": {
    startInProcess: {
      what: "start to the first session, in process",
      unit: "ms",
      aim: 60,
    },
    startAsProcess: { what: "start to the first session, command line", unit: "ms", aim: 200 },
    restMemory: { what: "memory at rest: resident", unit: "MB", budget: 90 },
    restHeap: { what: "memory at rest: heap", unit: "MB" },
    fullMemory: { what: "memory with 100,000 sessions: resident", unit: "MB" },
    fullHeap: { what: "memory with 100,000 sessions: heap", unit: "MB" },
    verifyCalls: {
      what: "verify, as a function, on one core",
      unit: "/s",
      aim: 5000,
      atLeast: true,
    },
    refreshCalls: {
      what: "refresh, as a function, on one core",
      unit: "/s",
      aim: 1500,
      atLeast: true,
    },
    signatures: { what: "signatures alone (WebCrypto), on one core", unit: "/s" },
    verifyRequests: { what: "verify, over HTTP, on one core", unit: "/s" },
    refreshRequests: { what: "refresh, over HTTP, on one core", unit: "/s" },
    package: { what: "npm package, packed", unit: "KB" },
    source: { what: "source, comments included", unit: "KB" },
    inPayload: { what: "its text in a sandbox's payload", unit: "KB", budget: 76 },
  },
} satisfies Record<string, Record<string, Figure>>;

export type Group = keyof typeof figures;

/** What a run of a group gives: a value for each of its figures, in the figure's unit. */
export type Measured<G extends Group> = Record<keyof (typeof figures)[G], number>;
