import { FrontEnd } from "../../lib/front-end";
import { Page } from "../../lib/page";
import { requirePageSession } from "../../lib/page-session";
import { RenameForm } from "./rename-form";

export default async function Profile() {
  const { sub } = await requirePageSession("/profile");
  return (
    <Page title="Profile">
      Signed in as {sub}
      <FrontEnd />
      <RenameForm />
    </Page>
  );
}
