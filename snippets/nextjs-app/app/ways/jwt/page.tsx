import { redirect } from "next/navigation";
import { Page } from "../../../lib/page";
import { refreshPage } from "../../../lib/refresh";
import { userIdOfPage } from "../../../lib/verify-jwt";

export default async function Jwt() {
  const userId = (await userIdOfPage()) ?? redirect(refreshPage("/ways/jwt"));
  return <Page title="JWT">Signed in as {userId}</Page>;
}
