import { createRouter } from "sv-router";
import AccountPage from "./AccountPage.svelte";
import HomePage from "./HomePage.svelte";
import { hasSession } from "./has-session.ts";
import LoginPage from "./LoginPage.svelte";
import RefreshSession from "./RefreshSession.svelte";

/** The pages that this app renders. All other addresses are the server's. */
export const { navigate, p } = createRouter({
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
      async beforeLoad({ pathname }) {
        if (await hasSession()) return;
        throw navigate("/refresh-session", {
          search: { redirectBack: pathname },
          // Where the browser is on this address already, it must not stay in the history.
          replace: window.location.pathname === pathname,
        });
      },
    },
  },
});
