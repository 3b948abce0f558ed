import { createRootRoute, HeadContent, Scripts } from "@tanstack/react-router";
import type { ReactNode } from "react";

export const Route = createRootRoute({
  head: () => ({
    meta: [{ charSet: "utf-8" }, { name: "viewport", content: "width=device-width" }],
    links: [{ rel: "stylesheet", href: "/style.css" }],
  }),
  shellComponent: Document,
});

function Document({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <HeadContent />
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
