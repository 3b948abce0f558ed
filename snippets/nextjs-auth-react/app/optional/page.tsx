import { componentCookies } from "../../lib/component-cookies";
import { ssr } from "../../lib/ssr";

export default async function Welcome() {
  const session = await ssr.getServerComponentSessionWithoutClaimValidation(
    await componentCookies(),
    false,
  );
  return <main>{session ? `Hello again, ${session.userId}` : "Hello, guest"}</main>;
}
