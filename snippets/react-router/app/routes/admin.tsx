import { data } from "react-router";
import { RolesClaim } from "../lib/claims";
import { sessionOf } from "../lib/verify-session";
import type { Route } from "./+types/admin";

export async function loader({ context }: Route.LoaderArgs) {
  const session = sessionOf(context);
  // The middleware has responded 403 to every other visitor. The page does not rely on
  // that.
  const roles = await session.getClaimValue(RolesClaim);
  if (!roles?.includes("admin"))
    throw data("Your account cannot open this page", { status: 403 });
  return { userId: session.getUserId() };
}

export default function Admin({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <title>Admin</title>
      <h1>Admin</h1>
      <p>{loaderData.userId} is an admin</p>
    </>
  );
}
