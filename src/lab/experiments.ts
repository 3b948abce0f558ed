import type { Exchange } from "../../results/runs.ts";
import { type Lab, slowness } from "./lab.ts";

/** How a page load can end, as a visitor sees it. */
export type Outcome =
  | "page"
  | "page late"
  | "refreshed"
  | "login"
  | "error"
  | "refused"
  | "unreachable"
  | "gave up"
  | "one refresh"
  | "two refreshes";

/** Something to do to a session, with a question before it happens and the reason after it. */
export interface Experiment {
  id: string;
  label: string;
  /** What it does. */
  what: string;
  question: string;
  /** Three; what happens decides which of them is right. */
  choices: readonly { outcome: Outcome; text: string }[];
  /** What happens with the code as published, and why. */
  usually: Outcome;
  why: string;
  link: { href: string; text: string };
  /** Brings it about. Alice is signed in, and nothing else is wrong. */
  cause(lab: Lab): Promise<void>;
  /** Where it is seen: `/dashboard` in Alice's first tab where it is left out. */
  look?: "thief first" | "two tabs";
}

const shows = { outcome: "page", text: "It shows the page" } as const;
const refreshes = {
  outcome: "refreshed",
  text: "It renews the session, then shows the page",
} as const;
const logsIn = { outcome: "login", text: "It ends on the login page" } as const;
const fails = { outcome: "error", text: "It shows an error page" } as const;
const question = "What will /dashboard do now?";

export const experiments: readonly Experiment[] = [
  {
    id: "expire",
    label: "Expire the access token",
    what: "Replaces the access token by a copy that has expired, as an hour of waiting would. The refresh token stays as it is.",
    question,
    choices: [shows, refreshes, logsIn],
    usually: "refreshed",
    why: "getSession throws TRY_REFRESH_TOKEN, and the page redirects to the refresh page. Its script renews the session and returns to /dashboard.",
    link: { href: "/concepts/four-outcomes", text: "The four outcomes" },
    cause: (lab) => lab.expire(),
  },
  {
    id: "revoke",
    label: "Revoke the session",
    what: "Revokes the session in the core, as an administrator would. The browser keeps its cookies.",
    question,
    choices: [shows, refreshes, logsIn],
    usually: "page",
    why: "The web server verifies the access token locally: it stays valid until it expires. /dashboard-checked calls the core on each request and sees the revocation at once.",
    link: { href: "/concepts/revocation", text: "Revoked sessions" },
    cause: (lab) => lab.revoke(),
  },
  {
    id: "tamper",
    label: "Tamper with the token",
    what: "Writes mallory into the access token as its user, and leaves the signature as it was.",
    question,
    choices: [
      { outcome: "page", text: "It greets mallory" },
      { outcome: "refreshed", text: "It renews the session and greets Alice" },
      logsIn,
    ],
    usually: "refreshed",
    why: "The signature does not match the payload, so the token is no valid session. The refresh token is untouched: the refresh brings a new access token for Alice.",
    link: { href: "/concepts/four-outcomes", text: "The four outcomes" },
    cause: (lab) => lab.tamper(),
  },
  {
    id: "rotate",
    label: "Rotate the signing key",
    what: "The core makes a new key and signs with it from now on.",
    question,
    choices: [shows, refreshes, fails],
    usually: "page",
    why: "The core still publishes the old public key, so the tokens signed with it remain valid. The web server fetches the keys again when a token names a key that it does not know.",
    link: { href: "/concepts/core-down", text: "Keys and their cache" },
    async cause(lab) {
      await lab.trick({ do: "rotate keys" });
      lab.event("the core rotates its signing key");
    },
  },
  {
    id: "steal",
    label: "Steal the refresh token",
    what: "A thief copies Alice's refresh token, renews the session with it, and opens /dashboard. Then Alice's access token expires.",
    question: "What will /dashboard do for Alice?",
    choices: [shows, refreshes, logsIn],
    usually: "login",
    why: "The thief has used the refresh token before her. The core sees it a second time, reports token theft, and the session is revoked for both.",
    link: { href: "/concepts/token-theft", text: "Token theft" },
    async cause(lab) {
      await lab.steal();
      await lab.tabs.thief.load({ url: "/dashboard" });
    },
    look: "thief first",
  },
  {
    id: "tabs",
    label: "Two tabs at once",
    what: "Alice's access token expires, and two of her tabs load /dashboard at the same moment.",
    question: "What will happen?",
    choices: [
      { outcome: "one refresh", text: "One refresh, and both tabs show the page" },
      { outcome: "two refreshes", text: "Two refreshes, and both tabs show the page" },
      { outcome: "login", text: "The core reports theft, and Alice is signed out" },
    ],
    usually: "one refresh",
    why: "The tabs share a lock. The second tab waits for it, then finds the renewed session and does not refresh again.",
    link: {
      href: "/concepts/token-theft#what-is-no-theft",
      text: "What does not count as theft",
    },
    cause: (lab) => lab.expire(),
    look: "two tabs",
  },
  {
    id: "core-down",
    label: "Take the core down",
    what: "The core accepts no more connections.",
    question,
    choices: [shows, logsIn, fails],
    usually: "page",
    why: "The web server has the public keys of the core in its cache, and verifies the token without a call.",
    link: { href: "/concepts/core-down", text: "When the core is down" },
    cause: (lab) => lab.set("core down", true),
  },
  {
    id: "core-down-expired",
    label: "Core down, token expired",
    what: "The core accepts no more connections, and Alice's access token expires.",
    question,
    choices: [
      logsIn,
      { outcome: "unreachable", text: "It says that the server cannot be reached" },
      { outcome: "gave up", text: "It redirects without end" },
    ],
    usually: "unreachable",
    why: "The refresh fails with 500, which deletes no cookie. The refresh page offers to try again: the session may still be valid.",
    link: { href: "/concepts/core-down#why-there-is-no-loop", text: "Why there is no loop" },
    async cause(lab) {
      await lab.expire();
      await lab.set("core down", true);
    },
  },
  {
    id: "core-slow",
    label: "Slow the core down",
    what: `The core takes ${slowness / 1000} seconds for each response.`,
    question,
    choices: [
      { outcome: "page", text: "It shows the page at once" },
      { outcome: "page late", text: `It shows the page after ${slowness / 1000} seconds` },
      fails,
    ],
    usually: "page",
    why: "This page makes no call to the core. Only a refresh, the first page after it, and /dashboard-checked would wait.",
    link: { href: "/concepts/core-down#a-core-that-does-not-respond", text: "A slow core" },
    cause: (lab) => lab.set("core slow", true),
  },
  {
    id: "cookies",
    label: "Block cookies",
    what: "Alice's browser neither stores nor sends cookies from now on.",
    question,
    choices: [shows, logsIn, { outcome: "gave up", text: "It redirects without end" }],
    usually: "login",
    why: "Without cookies there is no session. The refresh page sees that cookies are blocked and goes on to the login page, which says so.",
    link: { href: "/troubleshooting/endless-redirects", text: "Endless redirects" },
    cause: (lab) => lab.set("cookies blocked", true),
  },
  {
    id: "clock",
    label: "Set the clock ahead",
    what: "The web server's clock is two hours ahead of the core's, and Alice's access token expires.",
    question,
    choices: [
      refreshes,
      logsIn,
      {
        outcome: "gave up",
        text: "After a few refreshes, it says that the session does not arrive",
      },
    ],
    usually: "gave up",
    why: "Each new access token has expired by the web server's clock. The refresh page counts its returns to one URL and stops after three within a minute.",
    link: { href: "/troubleshooting/endless-redirects", text: "Endless redirects" },
    async cause(lab) {
      await lab.expire();
      await lab.set("clock ahead", true);
    },
  },
];

const isRefresh = ({ request }: Exchange) =>
  request.method === "POST" && request.path.startsWith("/auth/session/refresh");

/**
 * How it ended, from what went over the wire meanwhile and the URL that the tab shows in the end.
 * @param elapsed ms until the page was there
 */
export function outcomeOf(
  exchanges: readonly Exchange[],
  url: string,
  elapsed: number,
): Outcome {
  const { pathname } = new URL(url);
  const refreshes = exchanges.filter(isRefresh);
  if (pathname === "/login") return "login";
  if (pathname === "/refresh-session")
    return refreshes.at(-1)?.response.status === 200 ? "gave up" : "unreachable";
  const status = exchanges.at(-1)?.response.status ?? 0;
  if (status === 403) return "refused";
  if (status >= 400) return "error";
  if (refreshes.length > 0) return "refreshed";
  return elapsed > slowness - 500 ? "page late" : "page";
}

/** How two tabs ended, from the URLs that they show. */
export function outcomeOfTabs(
  exchanges: readonly Exchange[],
  urls: readonly string[],
): Outcome {
  if (urls.some((url) => new URL(url).pathname === "/login")) return "login";
  const renewed = exchanges.filter((one) => isRefresh(one) && one.response.status === 200);
  return renewed.length === 1 ? "one refresh" : "two refreshes";
}
