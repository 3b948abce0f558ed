import { cookies } from "next/headers";
import { getSSRSession } from "supertokens-node/nextjs";
import "../../lib/init";

export default async function Dashboard() {
  const { accessTokenPayload, error } = await getSSRSession((await cookies()).getAll());
  // proxy.ts lets no visitor through without a session.
  if (!accessTokenPayload) throw error ?? new Error("Is this page in the matcher of proxy.ts?");
  return <p>Signed in as {accessTokenPayload.sub}</p>;
}
