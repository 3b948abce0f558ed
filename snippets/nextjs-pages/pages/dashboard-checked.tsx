import type { GetServerSideProps } from "next";
import { getSession } from "../lib/init";
import { noStore } from "../lib/no-store";
import { Page } from "../lib/page";
import { needsRefresh, redirectToRefresh } from "../lib/refresh";

interface Props {
  userId: string;
}

/**
 * Asks the core on every request: a revoked session ends at once, not only when its access
 * token expires.
 */
export const getServerSideProps: GetServerSideProps<Props> = async (context) => {
  const { req, res } = context;
  noStore(res);
  try {
    const session = await getSession(req, res, {
      antiCsrfCheck: false,
      overrideGlobalClaimValidators: () => [],
      checkDatabase: true,
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
