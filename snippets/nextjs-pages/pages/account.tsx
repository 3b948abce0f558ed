import type { GetServerSideProps } from "next";
import { noStore } from "../lib/no-store";
import { Page } from "../lib/page";
import { userIdOf } from "../lib/verify-jwt";

type Props = { userId: string } | { fromSupertokens: "needs-refresh" };

export const getServerSideProps: GetServerSideProps<Props> = async ({ req, res }) => {
  noStore(res);
  const userId = await userIdOf(req.headers.cookie);
  // No redirect: pages/_app.tsx sees this, renews the session, and loads the page again.
  return { props: userId ? { userId } : { fromSupertokens: "needs-refresh" } };
};

/** Rendered with a user only: pages/_app.tsx keeps everything else from it. */
export default function Account({ userId }: { userId: string }) {
  return (
    <Page title="Account">
      <p>{`Signed in as ${userId}`}</p>
    </Page>
  );
}
