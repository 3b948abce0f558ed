import { Page } from "../../../lib/page";
import { requirePageSession } from "../../../lib/page-session";

export default async function GetSSRSession() {
  const { sub } = await requirePageSession("/ways/get-ssr-session");
  return <Page title="getSSRSession">Signed in as {sub}</Page>;
}
