import { redirect } from "next/navigation";
import { Page } from "../../lib/page";
import { refreshPage } from "../../lib/refresh";
import { userIdOfPage } from "../../lib/verify-jwt";

export default async function Dashboard() {
  const userId = (await userIdOfPage()) ?? redirect(refreshPage("/dashboard-jwt"));
  return <Page title="Dashboard">Signed in as {userId}</Page>;
}
