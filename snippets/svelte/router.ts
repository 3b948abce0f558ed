import { createRouter, serializeSearch } from "sv-router";
import AccountPage from "./AccountPage.svelte";
import HomePage from "./HomePage.svelte";
import { hasSession } from "./has-session.ts";
import LoginPage from "./LoginPage.svelte";
import RefreshSession from "./RefreshSession.svelte";

/** The pages that this app renders. All other addresses are the server's. */
const { navigate } = createRouter({
  "/": HomePage,
  "/login": LoginPage,
  "/refresh-session": RefreshSession,
  "/account": {
    "/": AccountPage,
    hooks: {
      /**
       * Lets a navigation through when there is a session, and leads it to the refresh page
       * when not. It decides what is shown; what is sent, the server decides.
       */
      async beforeLoad({ pathname, search, hash = "" }) {
        if (await hasSession()) return;
        // On this address already, by a load or the back button: it leaves the history.
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
