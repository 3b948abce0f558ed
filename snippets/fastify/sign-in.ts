import formBody from "@fastify/formbody";
import type { FastifyInstance } from "fastify";
import { convertToRecipeUserId } from "supertokens-node";
import { createNewSession } from "supertokens-node/recipe/session";
import { safeRedirectBack } from "./redirect-back.ts";
import { setRoles } from "./users.ts";

interface SignIn {
  Body: { user: string; role?: string };
  // Any value: safeRedirectBack checks it.
  Querystring: { redirectBack?: unknown };
}

// Fastify checks the body against this before the handler runs, so the handler can rely on
// its type.
const body = {
  type: "object",
  required: ["user"],
  properties: { user: { type: "string", minLength: 1 }, role: { type: "string" } },
};

/**
 * A placeholder for your own sign-in: it accepts every name. same-origin.ts runs before it.
 */
export async function signIn(server: FastifyInstance): Promise<void> {
  // A plugin of its own, so that no other route accepts forms.
  await server.register(formBody);

  server.post<SignIn>("/login", { schema: { body } }, async (request, reply) => {
    const { user, role } = request.body;
    setRoles(user, role ? [role] : []);

    await createNewSession(request, reply, "public", convertToRecipeUserId(user));

    const redirectBack = safeRedirectBack(request.query.redirectBack);
    // The front end requests JSON: its SDK needs the headers of the response, and
    // fetch hides those of a redirect.
    if (request.accepts().type(["json", "html"]) === "json") return { redirectBack };
    return reply.redirect(redirectBack, 303);
  });
}
