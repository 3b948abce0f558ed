import { createFileRoute, Link } from "@tanstack/react-router";
import { createServerFn } from "@tanstack/react-start";

const getUser = createServerFn().handler(({ context: { userId } }) => {
  // The middleware has sent every other visitor away. The function does not rely on that.
  if (!userId) throw new Error("This function has no user: does the middleware require one?");
  return { userId };
});

export const Route = createFileRoute("/dashboard-jwt")({
  loader: () => getUser(),
  component: DashboardJwt,
});

function DashboardJwt() {
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
