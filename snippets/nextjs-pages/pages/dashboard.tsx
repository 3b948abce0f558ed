import type { GetServerSideProps } from "next";
import { getSession } from "../lib/init";
import { noStore } from "../lib/no-store";
import { Page } from "../lib/page";
import { needsRefresh, redirectToRefresh } from "../lib/refresh";

interface Props {
  userId: string;
}

export const getServerSideProps: GetServerSideProps<Props> = async (context) => {
  const { req, res } = context;
  noStore(res);
  try {
    const session = await getSession(req, res, {
      // A page load only reads, and a browser adds no header to it: nothing to protect from
      // forgery.
      antiCsrfCheck: false,
      // This page is for every user, whatever the claims of the session say.
      overrideGlobalClaimValidators: () => [],
    });
    return { props: { userId: session.getUserId() } };
  } catch (error) {
    if (!needsRefresh(error)) throw error;
    return redirectToRefresh(context);
  }
};

export default function Dashboard({ userId }: Props) {
  return (
    <Page title="Dashboard">
      <p>{`Signed in as ${userId}`}</p>
    </Page>
  );
}
