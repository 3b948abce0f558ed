import { createFileRoute } from "@tanstack/react-router";
import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "../../lib/claims.ts";
import { endpoint } from "../../lib/endpoint.ts";

const handle = endpoint(async ({ request, response }) => {
  const session = await getSession(request, response);
  // Throws INVALID_CLAIMS, to which endpoint responds 403.
  await session.assertClaims([RolesClaim.validators.includes("admin")]);
  return Response.json({ secret: "The cake is real" });
});

export const Route = createFileRoute("/api/admin")({ server: { handlers: { GET: handle } } });
