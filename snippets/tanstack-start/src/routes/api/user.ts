import { createFileRoute } from "@tanstack/react-router";
import { getSession } from "supertokens-node/recipe/session";
import { RolesClaim } from "../../lib/claims.ts";
import { endpoint } from "../../lib/endpoint.ts";

const handle = endpoint(async ({ request, response }) => {
  // `endpoint` responds to what it throws: 401, or 403 for a claim. For every method except
  // GET it also requires the header `rid`, which the front-end SDK adds.
  const session = await getSession(request, response);
  return Response.json({
    userId: session.getUserId(),
    sessionHandle: session.getHandle(),
    roles: await session.getClaimValue(RolesClaim),
  });
});

export const Route = createFileRoute("/api/user")({
  server: { handlers: { GET: handle, POST: handle } },
});
