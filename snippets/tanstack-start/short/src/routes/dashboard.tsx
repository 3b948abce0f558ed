import { createFileRoute } from "@tanstack/react-router";
import { createServerFn } from "@tanstack/react-start";

const getUser = createServerFn().handler(({ context: { session } }) => session.getUserId());

export const Route = createFileRoute("/dashboard")({
  loader: () => getUser(),
  component: () => <p>Signed in as {Route.useLoaderData()}</p>,
});
