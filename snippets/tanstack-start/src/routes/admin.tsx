import { createFileRoute } from "@tanstack/react-router";
import { createServerFn } from "@tanstack/react-start";
import { RolesClaim } from "../lib/claims.ts";
import { sessionOf } from "../lib/verify-session.ts";

const getAdmin = createServerFn().handler(async ({ context }) => {
  const session = sessionOf(context);
  // The middleware has responded 403 to every other visitor. The function does not rely on
  // that.
  const roles = await session.getClaimValue(RolesClaim);
  if (!roles?.includes("admin")) throw new Error("The middleware requires no admin");
  return { userId: session.getUserId() };
});

export const Route = createFileRoute("/admin")({
  loader: () => getAdmin(),
  component: Admin,
});

function Admin() {
  const { userId } = Route.useLoaderData();
  return (
    <>
      <title>Admin</title>
      <h1>Admin</h1>
      <p>{userId} is an admin</p>
    </>
  );
}
