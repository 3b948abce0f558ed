import { data, type LoaderFunctionArgs } from "react-router";
import { middleware } from "supertokens-node/framework/custom";
import { sdkContext } from "../lib/sdk.ts";

const respond = middleware();

/** The SDK's own API, for every method: including the refresh and the sign-out. */
async function handle({ context }: LoaderFunctionArgs): Promise<Response> {
  const { request, response } = context.get(sdkContext);
  const result = await respond(request, response);
  if (result.error) throw result.error;
  if (!result.handled) throw data("Not found", { status: 404 });
  return new Response(response.body, { status: response.statusCode });
}

export { handle as action, handle as loader };
