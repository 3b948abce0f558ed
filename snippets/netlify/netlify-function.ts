import { errorPage } from "./error-page.ts";
import { noStore } from "./no-store.ts";
import { isSameOrigin } from "./same-origin.ts";

type Handler = (request: Request) => Promise<Response>;

/**
 * Makes a Netlify function from a handler. Every function goes through it, so that none
 * lacks its protection: a state-changing request from another site never reaches the
 * handler, an error becomes a page, and no cache stores the response.
 */
export function netlifyFunction(handler: Handler): Handler {
  return async (request) => {
    const response = noStore(await respond(handler, request));
    return request.method === "HEAD" ? new Response(null, response) : response;
  };
}

async function respond(handler: Handler, request: Request): Promise<Response> {
  if (!isSameOrigin(request)) {
    return new Response("This request comes from another site", { status: 403 });
  }
  try {
    return await handler(request);
  } catch (error) {
    return errorPage(error, request);
  }
}
