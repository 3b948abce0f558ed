import type { ReactNode } from "react";
import { isRouteErrorResponse, Links, Meta, Outlet, Scripts, useLocation } from "react-router";
import type { Route } from "./+types/root";
import { sessionMiddleware } from "./lib/middleware";

export const middleware: Route.MiddlewareFunction[] = sessionMiddleware;

/**
 * With this loader, the router requests the data of each page before it shows the page, and
 * the middleware runs. Without it, the router shows a page without a loader at once.
 */
export function loader() {
  return null;
}

export function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <link rel="stylesheet" href="/style.css" />
        <Meta />
        <Links />
      </head>
      <body>
        <main>
          {children}
          {/* A file and no route, so not a <Link>. */}
          <p>
            <a href="/">Home</a>
          </p>
        </main>
        <Scripts />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const { search } = useLocation();
  const title = titles.get(status) ?? "Something went wrong";
  return (
    <>
      <title>{title}</title>
      <h1>{title}</h1>
      {isRouteErrorResponse(error) && typeof error.data === "string" && <p>{error.data}</p>}
      {/* A full page load, because the data of this page alone may have failed. Without the path,
          which "//evil.example/" would make a link to another site. */}
      <p>
        <a href={search || "?"}>Try again</a>
      </p>
    </>
  );
}

const titles = new Map([
  [403, "Not allowed"],
  [404, "Not found"],
]);
