import { error, type RequestHandler } from "@sveltejs/kit";
import { middleware } from "supertokens-node/framework/custom";

const respond = middleware();

/** The SDK's own API, for every method: including the refresh and the sign-out. */
export const fallback: RequestHandler = async ({ locals }) => {
  const { request, response } = locals.sdk;
  const result = await respond(request, response);
  if (result.error) throw result.error;
  if (!result.handled) error(404, "Not found");
  return new Response(response.body, { status: response.statusCode });
};
