import { Link } from "react-router";
import { userIdContext } from "../lib/verify-jwt";
import type { Route } from "./+types/dashboard-jwt";

export function loader({ context }: Route.LoaderArgs) {
  return { userId: context.get(userIdContext) };
}

export default function DashboardJwt({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <title>Dashboard</title>
      <h1>Dashboard</h1>
      <p>Signed in as {loaderData.userId}</p>
      <p>
        <Link to="/welcome">Welcome</Link>
      </p>
    </>
  );
}
