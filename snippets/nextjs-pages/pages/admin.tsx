import type { GetServerSideProps } from "next";
import { RolesClaim } from "../lib/claims";
import { getSession } from "../lib/init";
import { noStore } from "../lib/no-store";
import { Page } from "../lib/page";
import { pageLoad, withoutFetching } from "../lib/page-load";
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
    const session = await getSession(req, res, {
      ...pageLoad,
      // Adds to the global validators and keeps them: other recipes have validators there.
      overrideGlobalClaimValidators: (validators) =>
        withoutFetching([...validators, RolesClaim.validators.includes("admin")]),
    });
    return { props: { userId: session.getUserId() } };
  } catch (error) {
    return handleSessionError(error, context);
  }
};

/** Rendered only with an admin: pages/_app.tsx handles every other case. */
export default function Admin({ userId }: Props) {
  return (
    <Page title="Admin">
      <p>{`${userId} is an admin`}</p>
    </Page>
  );
}
