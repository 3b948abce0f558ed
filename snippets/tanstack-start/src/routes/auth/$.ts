import { createFileRoute } from "@tanstack/react-router";
import { middleware } from "supertokens-node/framework/custom";
import { endpoint } from "../../lib/endpoint.ts";

const respond = middleware();

/** The SDK's own API, for every method, including the refresh and the sign-out. */
const handle = endpoint(async ({ request, response }) => {
  const { handled, error } = await respond(request, response);
  if (error) throw error;
  if (!handled) return new Response("Not found", { status: 404 });
  return new Response(response.body, { status: response.statusCode });
});

export const Route = createFileRoute("/auth/$")({ server: { handlers: { ANY: handle } } });
