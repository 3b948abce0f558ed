import type { Middleware } from "@loopback/rest";

/**
 * LoopBack has no route for HEAD. Node already omits the body for a HEAD, so the response
 * to a GET is the right one.
 */
export const headLikeGet: Middleware = ({ request }, next) => {
  if (request.method === "HEAD") request.method = "GET";
  return next();
};
