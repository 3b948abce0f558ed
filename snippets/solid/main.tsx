import { Route, Router } from "@solidjs/router";
import { render } from "solid-js/web";
import { AccountPage } from "./account-page.tsx";
import { HomePage } from "./home-page.tsx";
import "./init.ts";
import { RequireSession } from "./guard.tsx";
import { LoginPage } from "./login-page.tsx";
import { RefreshSession } from "./refresh-session.tsx";

const root = document.querySelector("#app");
if (!root) throw new Error("index.html has no #app");

// The pages that this app renders. All other addresses are the server's.
render(
  () => (
    <Router explicitLinks>
      <Route path="/" component={HomePage} />
      <Route path="/login" component={LoginPage} />
      <Route path="/refresh-session" component={RefreshSession} />
      <Route component={RequireSession}>
        <Route path="/account" component={AccountPage} />
      </Route>
    </Router>
  ),
  root,
);
