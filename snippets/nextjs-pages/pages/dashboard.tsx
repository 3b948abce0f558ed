import type { GetServerSideProps } from "next";
import { getSession } from "../lib/init";
import { noStore } from "../lib/no-store";
import { Page } from "../lib/page";
import { pageLoad } from "../lib/page-load";
import { handleSessionError, type SessionErrorProps } from "../lib/session-error";

interface Props {
  userId: string;
}

export const getServerSideProps: GetServerSideProps<Props | SessionErrorProps> = async (
  context,
) => {
  const { req, res } = context;
  noStore(res);
  try {
    const session = await getSession(req, res, pageLoad);
    return { props: { userId: session.getUserId() } };
  } catch (error) {
    return handleSessionError(error, context);
  }
};

/** Rendered only with a user: pages/_app.tsx handles every other case. */
export default function Dashboard({ userId }: Props) {
  return (
    <Page title="Dashboard">
      <p>{`Signed in as ${userId}`}</p>
    </Page>
  );
}
