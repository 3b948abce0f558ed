import { Link } from "react-router";
import { sessionOf } from "../lib/verify-session";
import type { Route } from "./+types/dashboard";

export function loader({ context }: Route.LoaderArgs) {
  return { userId: sessionOf(context).getUserId() };
}

export default function Dashboard({ loaderData }: Route.ComponentProps) {
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
