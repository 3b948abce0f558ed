import type { GetServerSideProps } from "next";
import { noStore } from "../lib/no-store";
import { Page } from "../lib/page";
import { type NeedsRefreshProps, redirectToRefresh } from "../lib/refresh";
import { userIdOf } from "../lib/verify-jwt";

interface Props {
  userId: string;
}

export const getServerSideProps: GetServerSideProps<Props | NeedsRefreshProps> = async (
  context,
) => {
  noStore(context.res);
  const userId = await userIdOf(context.req.headers.cookie);
  return userId ? { props: { userId } } : redirectToRefresh(context);
};

export default function Dashboard({ userId }: Props) {
  return (
    <Page title="Dashboard">
      <p>{`Signed in as ${userId}`}</p>
    </Page>
  );
}
