import { middleware } from "supertokens-node/framework/custom";
import { endpoint } from "../../../lib/server/endpoint.ts";

const respond = middleware();

/** The SDK's own API, for every method, including the refresh and the sign-out. */
export const fallback = endpoint(async ({ locals: { sdk } }) => {
  const { handled, error } = await respond(sdk.request, sdk.response);
  if (error) throw error;
  if (!handled) return new Response("Not found", { status: 404 });
  return new Response(sdk.response.body, { status: sdk.response.statusCode });
});
