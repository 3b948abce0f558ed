import { middleware } from "supertokens-node/framework/custom";
import { endpoint } from "../../lib/endpoint.ts";

const respond = middleware();

/** The SDK's own API, for every method, including the refresh and the sign-out. */
export default endpoint(async (_, sdk) => {
  const { handled, error } = await respond(sdk.request, sdk.response);
  if (error) throw error;
  if (!handled) return new Response("Not found", { status: 404 });
  return new Response(sdk.response.body, { status: sdk.response.statusCode });
});
