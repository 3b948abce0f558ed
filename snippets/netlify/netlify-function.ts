import { errorPage } from "./error-page.ts";
import { noStore } from "./no-store.ts";

/** Makes a function for Netlify of a handler: what it throws becomes a page. */
export function withErrorPage(
  handler: (request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      return noStore(await handler(request));
    } catch (error) {
      return noStore(errorPage(error, request));
    }
  };
}
