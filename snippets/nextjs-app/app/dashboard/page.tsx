import { Page } from "../../lib/page";
import { requirePageSession } from "../../lib/page-session";

export default async function Dashboard() {
  const { sub } = await requirePageSession("/dashboard");
  return <Page title="Dashboard">Signed in as {sub}</Page>;
}
