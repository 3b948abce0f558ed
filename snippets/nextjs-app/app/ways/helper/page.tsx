import { redirect } from "next/navigation";
import { Page } from "../../../lib/page";
import { refreshPage } from "../../../lib/refresh";
import { getSSRSession } from "../../../lib/ssr-session";

export default async function Helper() {
  const { session, hasInvalidClaims } = await getSSRSession();
  if (hasInvalidClaims) {
    return <Page title="Not allowed">Your account cannot open this page</Page>;
  }
  if (!session) redirect(refreshPage("/ways/helper"));
  return <Page title="Helper">Signed in as {session.getUserId()}</Page>;
}
