import { A, Route, Router, type RouteSectionProps } from "@solidjs/router";
import { AccountPage } from "./account-page.tsx";
import { RequireSession } from "./guard.tsx";
import { HomePage } from "./home-page.tsx";
import { LoginPage } from "./login-page.tsx";
import { RefreshSession } from "./refresh-session.tsx";

/**
 * The pages that this app renders. All other URLs are the server's: with
 * `explicitLinks`, a plain link loads them.
 */
export function App() {
  return (
    <Router root={Layout} explicitLinks>
      <Route path="/" component={HomePage} />
      <Route path="/login" component={LoginPage} />
      <Route path="/refresh-session" component={RefreshSession} />
      <Route component={RequireSession}>
        <Route path="/account" component={AccountPage} />
      </Route>
    </Router>
  );
}

function Layout(props: RouteSectionProps) {
  return (
    <main>
      {props.children}
      <p>
        <A href="/">Home</A>
      </p>
    </main>
  );
}
