import { createFileRoute, Link } from "@tanstack/react-router";
import { createServerFn } from "@tanstack/react-start";

/** Returns nothing: before it runs, the middleware has verified the session. */
const checkSession = createServerFn().handler(() => {});

export const Route = createFileRoute("/about")({
  // Without it the router shows the page at once, and the server never learns of the visit.
  loader: () => checkSession(),
  component: About,
});

function About() {
  return (
    <>
      <title>About</title>
      <h1>About</h1>
      <p>For members</p>
      <p>
        <Link to="/welcome">Welcome</Link>
      </p>
    </>
  );
}
