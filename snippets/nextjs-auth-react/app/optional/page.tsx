import { userOf } from "../../lib/access-token";
import { componentCookies } from "../../lib/component-cookies";
import { ssr } from "../../lib/ssr";

export default async function Welcome() {
  const cookies = await componentCookies();
  const session = await ssr.getServerComponentSessionWithoutClaimValidation(cookies, false);
  const userId = userOf(session, cookies);
  return <main>{userId ? `Hello again, ${userId}` : "Hello, guest"}</main>;
}
