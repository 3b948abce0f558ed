import type { GetServerSideProps } from "next";
import { getSession } from "../lib/init";
import { noStore } from "../lib/no-store";
import { Page } from "../lib/page";
import { pageLoad } from "../lib/page-load";
import { handleSessionError, type SessionErrorProps } from "../lib/session-error";

interface Props {
  /** null for a guest: props are JSON, which has no undefined. */
  userId: string | null;
}

export const getServerSideProps: GetServerSideProps<Props | SessionErrorProps> = async (
  context,
) => {
  const { req, res } = context;
  noStore(res);
  try {
    const session = await getSession(req, res, { ...pageLoad, sessionRequired: false });
    return { props: { userId: session?.getUserId() ?? null } };
  } catch (error) {
    // An expired access token still throws TRY_REFRESH_TOKEN: the visitor may be signed
    // in, so the refresh page comes first.
    return handleSessionError(error, context, { optional: true });
  }
};

export default function Welcome({ userId }: Props) {
  return (
    <Page title="Welcome">
      <p>{userId === null ? "Hello, guest" : `Hello again, ${userId}`}</p>
    </Page>
  );
}
