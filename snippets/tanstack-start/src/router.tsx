import { createRouter } from "@tanstack/react-router";
import { ErrorPage, NotFoundPage } from "./lib/error-page.tsx";
import { routeTree } from "./routeTree.gen.ts";

export function getRouter() {
  return createRouter({
    routeTree,
    // The built-in page shows the message of every error.
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    // By default the router shows a page that it has loaded before at once, and asks the server
    // afterwards, also where the session has ended in the meantime.
    defaultStaleReloadMode: "blocking",
    // What a hover has loaded is not shown without another request either.
    defaultPreloadStaleTime: 0,
  });
}
