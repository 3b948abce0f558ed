import type { NextPageContext } from "next";
import { noStore } from "../lib/no-store";
import { Page } from "../lib/page";
import { type NeedsRefreshProps, needsRefresh } from "../lib/refresh";

type Props = { userId: string } | NeedsRefreshProps;

/** Rendered only with a user: pages/_app.tsx handles every other case. */
export default function Profile({ userId }: { userId: string }) {
  return (
    <Page title="Profile">
      <p>{`Signed in as ${userId}`}</p>
    </Page>
  );
}

/** On a page load it runs on the server, after a click on a link in the browser. */
Profile.getInitialProps = async ({ req, res }: NextPageContext): Promise<Props> => {
  let userId: string | undefined;
  // The compiler knows the outcome: in the browser's script this branch is not there, nor
  // what it imports.
  if (typeof window === "undefined") {
    const { userIdOf } = await import("../lib/verify-jwt");
    if (res) noStore(res);
    userId = await userIdOf(req?.headers.cookie);
  } else {
    userId = await userOfApi();
  }
  if (userId) return { userId };
  return req && res ? needsRefresh({ req, res }) : { fromSupertokens: "needs-refresh" };
};

async function userOfApi(): Promise<string | undefined> {
  // The SDK has taken fetch over: on a 401 it renews the session and repeats the call.
  const response = await fetch("/api/user");
  if (response.status === 401) return undefined;
  if (!response.ok) throw new Error(`The server responded with ${response.status}`);
  const user: { userId: string } = await response.json();
  return user.userId;
}
