import { isBoom, notFound } from "@hapi/boom";
import type { Lifecycle, Request, ServerRoute } from "@hapi/hapi";
import { errorHandler, middleware } from "supertokens-node/framework/custom";
import { requestOf, responseOf } from "./context.ts";
import { state } from "./state.ts";

const supertokens = middleware<Request, Request>(requestOf, responseOf);

/** The SDK's own API: the refresh, the sign-out. */
export const auth: ServerRoute = {
  method: "*",
  path: "/auth/{path*}",
  options: { state },
  handler: async (request, h) => {
    const { handled, error } = await supertokens(request, request);
    if (error) throw error;
    if (!handled) throw notFound();
    const { body, statusCode } = responseOf(request);
    return h.response(body).code(statusCode);
  },
};

const respond = errorHandler();

/**
 * An `onPreResponse` extension: turns session errors into 401 or 403, and leaves all others
 * alone.
 */
export const sessionErrors: Lifecycle.Method = async (request, h) => {
  const error = request.response;
  if (!isBoom(error)) return h.continue;
  let known = true;
  await respond(error, requestOf(request), responseOf(request), (unknown) => {
    if (unknown) known = false;
  });
  if (!known) return h.continue;
  const { body, statusCode } = responseOf(request);
  return h.response(body).code(statusCode);
};
