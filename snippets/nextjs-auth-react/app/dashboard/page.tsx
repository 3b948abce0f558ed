import { componentCookies } from "../../lib/component-cookies";
import { ssr } from "../../lib/ssr";

export default async function Dashboard() {
  // Without a session it redirects by itself.
  const { userId } = await ssr.getServerComponentSessionWithoutClaimValidation(
    await componentCookies(),
    true,
  );
  return <main>Signed in as {userId}</main>;
}
