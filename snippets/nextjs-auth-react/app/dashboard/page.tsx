import { redirect } from "next/navigation";
import { userOf } from "../../lib/access-token";
import { componentCookies } from "../../lib/component-cookies";
import { ssr } from "../../lib/ssr";

export default async function Dashboard() {
  const cookies = await componentCookies();
  // Without a session it redirects on its own.
  const session = await ssr.getServerComponentSessionWithoutClaimValidation(cookies, true);
  const userId = userOf(session, cookies) ?? redirect("/login");
  return <main>Signed in as {userId}</main>;
}
