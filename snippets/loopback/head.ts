import type { Middleware } from "@loopback/rest";

/**
 * LoopBack has no route for HEAD. Node has already noted that the response has no body, so
 * that of GET is the right one.
 */
export const headLikeGet: Middleware = ({ request }, next) => {
  if (request.method === "HEAD") request.method = "GET";
  return next();
};
