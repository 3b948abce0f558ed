import Session from "supertokens-web-js/recipe/session";
// Your SuperTokens.init.
import "../init.ts";

async function renew(): Promise<void> {
  const query = new URLSearchParams(location.search);
  const asked = new URL(query.get("redirectBack") ?? "/", location.origin);
  // Never to another site.
  const back = asked.origin === location.origin ? asked : new URL("/", location.origin);
  // A redirect keeps the fragment, and a server never sees it.
  back.hash ||= location.hash;

  if (!(await Session.attemptRefreshingSession())) {
    const redirectBack = back.pathname + back.search + back.hash;
    return location.replace(`/login?${new URLSearchParams({ redirectBack })}`);
  }
  // Here again within ten seconds: the browser does not keep the session, and would loop.
  const last = Number(sessionStorage.getItem(back.href));
  if (Date.now() - last < 10_000) throw new Error("Your browser did not keep it.");
  sessionStorage.setItem(back.href, String(Date.now()));
  location.replace(back.href);
}

renew().catch((error) => {
  const message = document.querySelector("[role=status]");
  if (message) message.textContent = `Your session was not renewed. ${error.message}`;
});
