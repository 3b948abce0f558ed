import type { GetServerSideProps } from "next";
import { getSession } from "../lib/init";
import { noStore } from "../lib/no-store";
import { Page } from "../lib/page";
import { needsRefresh, redirectToRefresh } from "../lib/refresh";

interface Props {
  /** null for a guest: props are JSON, which has no undefined. */
  userId: string | null;
}

export const getServerSideProps: GetServerSideProps<Props> = async (context) => {
  const { req, res } = context;
  noStore(res);
  try {
    const session = await getSession(req, res, {
      sessionRequired: false,
      antiCsrfCheck: false,
      overrideGlobalClaimValidators: () => [],
    });
    return { props: { userId: session?.getUserId() ?? null } };
  } catch (error) {
    // An expired access token is still TRY_REFRESH_TOKEN: this may be a user, so ask the
    // refresh page first.
    if (!needsRefresh(error)) throw error;
    return redirectToRefresh(context, { optional: true });
  }
};

export default function Welcome({ userId }: Props) {
  return (
    <Page title="Welcome">
      <p>{userId === null ? "Hello, guest" : `Hello again, ${userId}`}</p>
    </Page>
  );
}
