import { rolesIn } from "../../lib/claims";
import { Page } from "../../lib/page";
import { requirePageSession } from "../../lib/page-session";

export default async function Admin() {
  const session = await requirePageSession("/admin");
  // The proxy has responded 403 to every other visitor. The page does not rely on that.
  if (!rolesIn(session).includes("admin")) {
    return <Page title="Not allowed">Your account cannot open this page</Page>;
  }
  return <Page title="Admin">{session.sub} is an admin</Page>;
}
