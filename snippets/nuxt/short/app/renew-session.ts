import Session from "supertokens-web-js/recipe/session";
import "./init.ts";

/** The origins whose pages the visitor may return to: add those of your other servers. */
const ownOrigins = [window.location.origin];

/** The page to open next, or the message to show instead. */
export type Outcome = { next: string } | { problem: string };

/** Renews the session, for the refresh page at this location. */
export async function renewSession({
  search,
  hash,
}: {
  search: string;
  hash: string;
}): Promise<Outcome> {
  const home = window.location.origin;
  const value = new URLSearchParams(search).get("redirectBack") ?? "/";
  const asked = new URL(URL.canParse(value, home) ? value : home, home);
  const back = ownOrigins.includes(asked.origin) ? asked : new URL(home);
  // The browser keeps the fragment across a redirect; no server sees it.
  back.hash ||= hash;
  try {
    if (!(await Session.attemptRefreshingSession())) {
      const redirectBack = back.href.replace(home, "");
      return { next: `/login?${new URLSearchParams({ redirectBack })}` };
    }
  } catch {
    return { problem: "The server cannot be reached. You have not been signed out." };
  }
  // A second visit within ten seconds: the browser does not keep the session, and going on
  // would loop.
  const last = Number(sessionStorage.getItem(back.href));
  if (Date.now() - last < 10_000) return { problem: "Your browser did not keep the session." };
  sessionStorage.setItem(back.href, String(Date.now()));
  return { next: back.href };
}
