import { createBrowserRouter, Link, Outlet } from "react-router";
import { Account } from "./account.tsx";
import { requireUser } from "./guard.ts";
import { Home } from "./home.tsx";
import { Login } from "./login.tsx";
import { RefreshSession } from "./refresh-session.tsx";
import { Unreachable } from "./unreachable.tsx";

export const router = createBrowserRouter([
  {
    element: <Layout />,
    HydrateFallback: () => null,
    ErrorBoundary: Unreachable,
    children: [
      { index: true, element: <Home /> },
      { path: "login", element: <Login /> },
      { path: "refresh-session", element: <RefreshSession /> },
      // The route waits for its loader: a guest never sees the page, not even for a moment.
      { path: "account", loader: requireUser, element: <Account /> },
    ],
  },
]);

function Layout() {
  return (
    <main>
      <Outlet />
      <p>
        <Link to="/">Home</Link>
      </p>
    </main>
  );
}
