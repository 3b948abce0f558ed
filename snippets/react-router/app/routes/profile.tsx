import { data, Form, Link } from "react-router";
import { sessionOf } from "../lib/verify-session.ts";
import type { Route } from "./+types/profile";

const names = new Map<string, string>();

export function loader({ context }: Route.LoaderArgs) {
  const userId = sessionOf(context).getUserId();
  return { userId, name: names.get(userId) };
}

/** The middleware has verified the session, and that the request comes from a page of this app. */
export async function action({ context, request }: Route.ActionArgs) {
  const name = (await request.formData()).get("name");
  if (typeof name !== "string" || !name) throw data("A name is missing", { status: 400 });
  names.set(sessionOf(context).getUserId(), name);
}

export default function Profile({ loaderData: { userId, name } }: Route.ComponentProps) {
  return (
    <>
      <title>Profile</title>
      <h1>Profile</h1>
      <p>
        {userId} is called {name ?? "nothing yet"}
      </p>
      <Form method="post">
        <label>
          Name <input name="name" required />
        </label>
        <button type="submit">Rename</button>
      </Form>
      <p>
        <Link to="/welcome">Welcome</Link>
      </p>
    </>
  );
}
