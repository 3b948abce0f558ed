import { Links, Meta, Outlet, Scripts } from "react-router";
import { requireSession } from "./lib/require-session";

// #region root
export const middleware = [requireSession];

/** Without it, the router shows a page that has no loader without a request to the server. */
export const loader = () => null;
// #endregion root

export default function App() {
  return (
    <html lang="en">
      <head>
        <Meta />
        <Links />
      </head>
      <body>
        <Outlet />
        <Scripts />
      </body>
    </html>
  );
}
