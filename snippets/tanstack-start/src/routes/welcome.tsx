import { createFileRoute, Link } from "@tanstack/react-router";
import { createServerFn } from "@tanstack/react-start";

const getVisitor = createServerFn().handler(({ context }) => ({
  userId: context.session?.getUserId(),
}));

export const Route = createFileRoute("/welcome")({
  loader: () => getVisitor(),
  component: Welcome,
});

function Welcome() {
  const { userId } = Route.useLoaderData();
  return (
    <>
      <title>Welcome</title>
      <h1>Welcome</h1>
      <p>{userId === undefined ? "Hello, guest" : `Hello again, ${userId}`}</p>
      <p>
        <Link to="/dashboard" search={{ tab: 1 }} preload="intent">
          Dashboard
        </Link>{" "}
        <Link to="/profile">Profile</Link> <Link to="/about">About</Link>
      </p>
    </>
  );
}
