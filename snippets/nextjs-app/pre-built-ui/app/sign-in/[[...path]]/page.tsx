import { connection } from "next/server";
import { SignIn } from "./sign-in";

/** Everything below /sign-in: the pages of the SDK. */
export default async function Page() {
  // Rendered for each request: a page that is built once has no nonce, and under a
  // Content-Security-Policy its scripts would not run.
  await connection();
  return <SignIn />;
}
