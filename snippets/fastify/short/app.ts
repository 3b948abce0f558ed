import type { FastifyInstance } from "fastify";
import { errorHandler, plugin } from "supertokens-node/framework/fastify";
import "./init.ts";
import { pageSession } from "./page-session.ts";

export async function app(server: FastifyInstance): Promise<void> {
  server.setErrorHandler(errorHandler());
  await server.register(plugin);
  // The SDK's plugin is a hook, and inside your own plugin a hook runs only for a route.
  server.all("/auth/*", async (_request, reply) => reply.callNotFound());

  server.get("/dashboard", async (request, reply) => {
    const session = await pageSession(request, reply);
    if (!session) return reply;
    return reply.type("text/plain").send(`Signed in as ${session.getUserId()}`);
  });
}
