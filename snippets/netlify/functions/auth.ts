import type { Config } from "@netlify/functions";
import { middleware } from "supertokens-node/framework/custom";
import { withSuperTokens } from "../with-supertokens.ts";

const supertokens = middleware();

/** The SDK's own API: the refresh, the sign-out. */
export default withSuperTokens(async (_request, { request, response }) => {
  const { handled, error } = await supertokens(request, response);
  if (error) throw error;
  if (!handled) return new Response("Not found", { status: 404 });
  return new Response(response.body, { status: response.statusCode });
});

export const config: Config = { path: "/auth/*" };
