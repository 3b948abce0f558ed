import type { State, Way } from "../../results/client-navigation.ts";
import type { Expected } from "./apps.ts";

/** What the refresh sets, and what the first request after it sets in place of its access token. */
const renewed = ["sAccessToken", "sRefreshToken"];
/** What a refresh that fails deletes, also where the browser has none of it. */
const deleted = renewed;

const page = "/dashboard?tab=1";
const signIn = (path: string) => `/login?${new URLSearchParams({ redirectBack: path })}`;

/** Where a visitor ends who navigates to the page by a link: no framework may show it to anybody else. */
const bySession: Record<State, Expected> = {
  valid: { sees: "the page", url: page, cookies: [], history: 1 },
  refreshed: { sees: "the page", url: page, cookies: ["sAccessToken"], history: 1 },
  expired: { sees: "the page", url: page, cookies: renewed, history: 1 },
  revoked: { sees: "the sign-in page", url: signIn(page), cookies: deleted, history: 1 },
  none: { sees: "the sign-in page", url: signIn(page), cookies: deleted, history: 1 },
};

/** The same for the page with the form. Unless the app repeats the call, what was typed is lost. */
const byForm = (path: string): Record<State, Expected> => ({
  valid: { sees: "the saved input", url: path, cookies: [], history: 0 },
  refreshed: { sees: "the saved input", url: path, cookies: ["sAccessToken"], history: 0 },
  expired: { sees: "the page", url: path, cookies: renewed, history: 1 },
  revoked: { sees: "the sign-in page", url: signIn(path), cookies: deleted, history: 1 },
  none: { sees: "the sign-in page", url: signIn(path), cookies: deleted, history: 1 },
});

export const states = ["valid", "refreshed", "expired", "revoked", "none"] as const;

/** What has happened to the session since the first page was loaded, for the titles of the tests. */
export const stateTitles: Record<State, string> = {
  valid: "nothing has changed",
  refreshed: "the session was refreshed, and no page was loaded since",
  expired: "the access token has expired",
  revoked: "the access token has expired, and the session was revoked",
  none: "the cookies are gone",
};

export const ways: readonly {
  way: Way;
  title: string;
  expected(formPage: string): Record<State, Expected>;
}[] = [
  { way: "click", title: "a click on a link", expected: () => bySession },
  {
    way: "back",
    title: "the back button, after a visit",
    // The entry that is left stays in front.
    expected: () => ({
      ...bySession,
      valid: { ...bySession.valid, history: 0 },
      refreshed: { ...bySession.refreshed, history: 0 },
      expired: { ...bySession.expired, history: 0 },
      revoked: { ...bySession.revoked, history: 0 },
      none: { ...bySession.none, history: 0 },
    }),
  },
  {
    way: "hover",
    title: "the pointer on a link, without a click",
    expected: () =>
      ({
        valid: stays(),
        refreshed: stays(["sAccessToken"]),
        expired: stays(),
        revoked: stays(),
        none: stays(),
      }) as const,
  },
  { way: "form", title: "a form action or a server function", expected: byForm },
];

function stays(cookies: readonly string[] = []): Expected {
  return { sees: "the current page", url: "<start>", cookies, history: 0 };
}
