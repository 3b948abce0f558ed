import Head from "next/head";
import Link from "next/link";
import type { ReactNode } from "react";

/** What every page has in common. Stands for your own layout. */
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
          <Link href="/">Home</Link>
        </p>
      </main>
    </>
  );
}
