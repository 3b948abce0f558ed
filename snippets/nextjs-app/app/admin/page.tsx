import { rolesIn } from "../../lib/claims";
import { Page } from "../../lib/page";
import { requirePageSession } from "../../lib/page-session";

export default async function Admin() {
  const session = await requirePageSession("/admin");
  const roles = rolesIn(session);
  if (!roles.includes("admin") || roles.includes("suspended")) {
    return <Page title="Not allowed">This page is for admins</Page>;
  }
  return <Page title="Admin">{session.sub} is an admin</Page>;
}
