import { createFileRoute, Link } from "@tanstack/react-router";
import { createServerFn } from "@tanstack/react-start";
import { sessionOf } from "../lib/verify-session.ts";

const getUser = createServerFn().handler(({ context }) => ({
  userId: sessionOf(context).getUserId(),
}));

export const Route = createFileRoute("/dashboard")({
  loader: () => getUser(),
  component: Dashboard,
});

function Dashboard() {
  const { userId } = Route.useLoaderData();
  return (
    <>
      <title>Dashboard</title>
      <h1>Dashboard</h1>
      <p>Signed in as {userId}</p>
      <p>
        <Link to="/welcome">Welcome</Link>
      </p>
    </>
  );
}
