import type { GetServerSideProps } from "next";
import { Error as SuperTokensError } from "supertokens-node";
import { Error as SessionError } from "supertokens-node/recipe/session";
import { RolesClaim } from "../lib/claims";
import { getSession } from "../lib/init";
import { noStore } from "../lib/no-store";
import { Page } from "../lib/page";
import { needsRefresh, redirectToRefresh } from "../lib/refresh";

interface Props {
  /** null where the session lacks the claim. */
  userId: string | null;
}

export const getServerSideProps: GetServerSideProps<Props> = async (context) => {
  const { req, res } = context;
  noStore(res);
  try {
    const session = await getSession(req, res, {
      antiCsrfCheck: false,
      overrideGlobalClaimValidators: (globalValidators) => [
        ...globalValidators,
        RolesClaim.validators.includes("admin"),
      ],
    });
    return { props: { userId: session.getUserId() } };
  } catch (error) {
    if (isInvalidClaim(error)) {
      // The session is fine, it just may not see this page. A refresh would change nothing.
      res.statusCode = 403;
      return { props: { userId: null } };
    }
    if (!needsRefresh(error)) throw error;
    return redirectToRefresh(context);
  }
};

export default function Admin({ userId }: Props) {
  if (userId === null) {
    return (
      <Page title="Not allowed">
        <p>This page is for admins</p>
      </Page>
    );
  }
  return (
    <Page title="Admin">
      <p>{`${userId} is an admin`}</p>
    </Page>
  );
}

function isInvalidClaim(error: unknown): boolean {
  return (
    SuperTokensError.isErrorFromSuperTokens(error) && error.type === SessionError.INVALID_CLAIMS
  );
}
