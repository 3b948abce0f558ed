import { data, Form, Link } from "react-router";
import { sessionOf } from "../lib/verify-session";
import type { Route } from "./+types/profile";

/** A placeholder for your own database. */
const nicknames = new Map<string, string>();

export function loader({ context }: Route.LoaderArgs) {
  const userId = sessionOf(context).getUserId();
  return { userId, nickname: nicknames.get(userId) };
}

/** The middleware has verified the session, and that the request comes from a page of this app. */
export async function action({ context, request }: Route.ActionArgs) {
  const nickname = (await request.formData()).get("nickname");
  if (typeof nickname !== "string" || !nickname) throw data("Send a name", { status: 400 });
  nicknames.set(sessionOf(context).getUserId(), nickname.slice(0, 30));
}

export default function Profile({ loaderData: { userId, nickname } }: Route.ComponentProps) {
  return (
    <>
      <title>Profile</title>
      <h1>Profile</h1>
      <p>Signed in as {userId}</p>
      <Form method="post">
        <label>
          Nickname <input name="nickname" required />
        </label>
        <button type="submit">Save</button>
        <output>{nickname && `Saved: ${nickname}`}</output>
      </Form>
      <p>
        <Link to="/welcome">Welcome</Link>
      </p>
    </>
  );
}
