import { createFileRoute, Link, useRouter } from "@tanstack/react-router";
import { createServerFn, useServerFn } from "@tanstack/react-start";
import { Refusal } from "../lib/refusal.ts";
import { sessionOf } from "../lib/verify-session.ts";

/** A placeholder for your own database. */
const nicknames = new Map<string, string>();

const getProfile = createServerFn().handler(({ context }) => {
  const userId = sessionOf(context).getUserId();
  return { userId, nickname: nicknames.get(userId) };
});

/** The middleware has verified the session, and that the request comes from a page of this app. */
const save = createServerFn({ method: "POST" })
  .validator((form: unknown) => {
    const nickname = form instanceof FormData && form.get("nickname");
    if (typeof nickname !== "string" || !nickname) throw new Refusal("Send a name");
    return nickname.slice(0, 30);
  })
  .handler(({ context, data: nickname }) => {
    nicknames.set(sessionOf(context).getUserId(), nickname);
    return { saved: true };
  });

export const Route = createFileRoute("/profile")({
  loader: () => getProfile(),
  component: Profile,
});

function Profile() {
  const { userId, nickname } = Route.useLoaderData();
  const router = useRouter();
  // Follows the redirect to the refresh page, which a plain call would throw.
  const saveNickname = useServerFn(save);
  return (
    <>
      <title>Profile</title>
      <h1>Profile</h1>
      <p>Signed in as {userId}</p>
      <form
        action={async (form) => {
          const outcome = await saveNickname({ data: form });
          // Without an outcome the browser is on its way to the refresh page.
          if (outcome) await router.invalidate();
        }}
      >
        <label>
          Nickname <input name="nickname" required />
        </label>
        <button type="submit">Save</button>
        <output>{nickname && `Saved: ${nickname}`}</output>
      </form>
      <p>
        <Link to="/welcome">Welcome</Link>
      </p>
    </>
  );
}
