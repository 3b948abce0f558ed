import type { GetServerSideProps } from "next";
import { noStore } from "../lib/no-store";
import { Page } from "../lib/page";
import { type NeedsRefreshProps, needsRefresh } from "../lib/refresh";
import { userIdOf } from "../lib/verify-jwt";

type Props = { userId: string } | NeedsRefreshProps;

export const getServerSideProps: GetServerSideProps<Props> = async (context) => {
  noStore(context.res);
  const userId = await userIdOf(context.req.headers.cookie);
  // No redirect: pages/_app.tsx sees this, renews the session, and loads the page again.
  return { props: userId ? { userId } : needsRefresh(context) };
};

/** Rendered only with a user: pages/_app.tsx handles every other case. */
export default function Account({ userId }: { userId: string }) {
  return (
    <Page title="Account">
      <p>{`Signed in as ${userId}`}</p>
    </Page>
  );
}
