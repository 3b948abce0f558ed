import { createBrowserRouter, Link, Outlet } from "react-router";
import { SuperTokensWrapper } from "supertokens-auth-react";
import { Account } from "./account.tsx";
import { Auth } from "./auth.tsx";
import { Guard } from "./guard.tsx";
import { Home } from "./home.tsx";
import { RefreshSession } from "./refresh-session.tsx";

export const router = createBrowserRouter([
  {
    element: <Layout />,
    children: [
      { index: true, element: <Home /> },
      { path: "auth/*", element: <Auth /> },
      { path: "refresh-session", element: <RefreshSession /> },
      {
        path: "account",
        element: (
          <Guard>
            <Account />
          </Guard>
        ),
      },
    ],
  },
]);

function Layout() {
  return (
    <main>
      {navigator.cookieEnabled ? (
        <SuperTokensWrapper>
          <Outlet />
        </SuperTokensWrapper>
      ) : (
        <Outlet />
      )}
      <p>
        <Link to="/">Home</Link>
      </p>
    </main>
  );
}
