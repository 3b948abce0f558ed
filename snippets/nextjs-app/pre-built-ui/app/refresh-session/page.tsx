import type { Metadata } from "next";
import { connection } from "next/server";
import { RefreshSession } from "./refresh-session";

export const metadata: Metadata = { title: "Renewing your session" };

export default async function Page() {
  // Rendered for each request: a page that is built once has no nonce, and under a
  // Content-Security-Policy its scripts would not run.
  await connection();
  return (
    <main>
      <RefreshSession />
      <noscript>
        Renewing a session needs JavaScript, and your browser has it switched off.
      </noscript>
    </main>
  );
}
