import { createRouter, serializeSearch } from "sv-router";
import AccountPage from "./AccountPage.svelte";
import HomePage from "./HomePage.svelte";
import { hasSession } from "./has-session.ts";
import LoginPage from "./LoginPage.svelte";
import RefreshSession from "./RefreshSession.svelte";

/** The pages that this app renders. All other URLs are the server's. */
const { navigate } = createRouter({
  "/": HomePage,
  "/login": LoginPage,
  "/refresh-session": RefreshSession,
  "/account": {
    "/": AccountPage,
    hooks: {
      /**
       * Lets a navigation through when there is a session, and leads it to the refresh page
       * if not. It decides only what is shown; the server decides what is sent.
       */
      async beforeLoad({ pathname, search, hash = "" }) {
        if (await hasSession()) return;
        // Already on this URL, after a page load or the back button: its entry is replaced.
        const here = window.location.pathname === pathname;
        const query = here ? window.location.search : (serializeSearch(search) ?? "");
        throw navigate("/refresh-session", {
          search: { redirectBack: pathname + query + hash },
          replace: here,
        });
      },
    },
  },
});
