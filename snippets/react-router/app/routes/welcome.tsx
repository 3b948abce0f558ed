import { Link } from "react-router";
import { sessionContext } from "../lib/verify-session";
import type { Route } from "./+types/welcome";

export function loader({ context }: Route.LoaderArgs) {
  return { userId: context.get(sessionContext)?.getUserId() };
}

export default function Welcome({ loaderData: { userId } }: Route.ComponentProps) {
  return (
    <>
      <title>Welcome</title>
      <h1>Welcome</h1>
      <p>{userId === undefined ? "Hello, guest" : `Hello again, ${userId}`}</p>
      <p>
        <Link to="/dashboard?tab=1" prefetch="intent">
          Dashboard
        </Link>{" "}
        <Link to="/profile">Profile</Link> <Link to="/about">About</Link>
      </p>
    </>
  );
}
