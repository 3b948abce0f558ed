import { redirect } from "next/navigation";
import { componentCookies } from "../../lib/component-cookies";
import { ssr, userOf } from "../../lib/ssr";

export default async function Dashboard() {
  // Without a session it redirects by itself.
  const session = await ssr.getServerComponentSessionWithoutClaimValidation(
    await componentCookies(),
    true,
  );
  const userId = userOf(session) ?? redirect("/login");
  return <main>Signed in as {userId}</main>;
}
