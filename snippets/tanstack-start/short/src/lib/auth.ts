import { CollectingResponse, middleware } from "supertokens-node/framework/custom";
import { deliver } from "./deliver.ts";
import { sdkRequest } from "./sdk-request.ts";

const supertokens = middleware();

/** The SDK's own API: the refresh, the sign-out. */
export async function auth(request: Request): Promise<Response> {
  const collected = new CollectingResponse();
  const { handled, error } = await supertokens(sdkRequest(request), collected);
  if (error) throw error;
  if (!handled) return new Response("Not found", { status: 404 });
  const { body, statusCode: status } = collected;
  return deliver(new Response(body, { status }), collected);
}
