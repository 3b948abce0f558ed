import Head from "next/head";
import Link from "next/link";
import type { ReactNode } from "react";

/**
 * The layout of every page; a placeholder for your own. A click on a Link fetches the
 * props of its page, not the page.
 */
export function Page({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <Head>
        <title>{title}</title>
        <meta name="viewport" content="width=device-width" />
        <link rel="stylesheet" href="/style.css" />
      </Head>
      <main>
        <h1>{title}</h1>
        {children}
        <p>
          <Link href="/dashboard">Dashboard</Link> <Link href="/account">Account</Link>{" "}
          <Link href="/profile">Profile</Link> <a href="/">Home</a>
        </p>
      </main>
    </>
  );
}
