import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getSSRSession } from "supertokens-node/nextjs";
import "../../lib/init";

export default async function Dashboard() {
  // Verifies the access token again, in case proxy.ts does not run for this page.
  const { accessTokenPayload, error } = await getSSRSession((await cookies()).getAll());
  if (error) throw error;
  if (!accessTokenPayload) redirect("/refresh-session?redirectBack=/dashboard");
  return <p>Signed in as {accessTokenPayload.sub}</p>;
}
