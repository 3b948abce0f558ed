import { componentCookies } from "../../lib/component-cookies";
import { ssr, userOf } from "../../lib/ssr";

export default async function Welcome() {
  const session = await ssr.getServerComponentSessionWithoutClaimValidation(
    await componentCookies(),
    false,
  );
  const userId = userOf(session);
  return <main>{userId ? `Hello again, ${userId}` : "Hello, guest"}</main>;
}
