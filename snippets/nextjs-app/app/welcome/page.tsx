import Link from "next/link";
import { Page } from "../../lib/page";
import { pageSession } from "../../lib/page-session";

export default async function Welcome() {
  const session = await pageSession();
  return (
    <Page title="Welcome">
      {session ? `Hello again, ${session.sub}` : "Hello, guest"}
      {" – "}
      <Link href="/dashboard?tab=1">Dashboard</Link>
    </Page>
  );
}
