import { Page } from "../../lib/page";
import { requirePageSession } from "../../lib/page-session";

export default async function CheckedDashboard() {
  const { sub } = await requirePageSession("/dashboard-checked");
  return <Page title="Dashboard">Signed in as {sub}</Page>;
}
