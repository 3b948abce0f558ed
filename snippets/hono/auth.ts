import type { Context } from "hono";
import { errorHandler, middleware } from "supertokens-node/framework/custom";
import type { Sdk, SdkEnv } from "./super-tokens.ts";

const supertokens = middleware();

/** The SDK's own API: the refresh, the sign-out. */
export async function auth(c: Context<SdkEnv>): Promise<Response> {
  const { request, response } = c.var.sdk;
  const { handled, error } = await supertokens(request, response);
  if (error) throw error;
  return handled ? written(c.var.sdk) : c.notFound();
}

const respond = errorHandler();

/** The SDK's 401 or 403 to what getSession threw; undefined for any other error. */
export async function sessionError(
  error: Error,
  { request, response }: Sdk,
): Promise<Response | undefined> {
  let known = true;
  await respond(error, request, response, (unknown) => {
    if (unknown) known = false;
  });
  return known ? written({ request, response }) : undefined;
}

/** The response that the SDK has written; `superTokens` adds its headers. */
function written({ response }: Sdk): Response {
  return new Response(response.body, { status: response.statusCode });
}
