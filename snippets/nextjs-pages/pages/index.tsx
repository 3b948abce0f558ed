import Head from "next/head";
import Link from "next/link";
import { useState } from "react";
import Session from "supertokens-web-js/recipe/session";

/** Static. Its links fetch only the props of the page that they lead to. */
export default function Home() {
  const [problem, setProblem] = useState("");
  async function signOut() {
    try {
      await Session.signOut();
      window.location.assign("/login");
    } catch {
      // Nothing has ended: better to say so than to look signed out.
      setProblem("Signing out failed. You are still signed in.");
    }
  }
  return (
    <main>
      <Head>
        <title>Example</title>
        <link rel="stylesheet" href="/style.css" />
      </Head>
      <h1>Example</h1>
      <ul>
        <li>
          <Link href="/dashboard">Dashboard, verified with the SDK</Link>
        </li>
        <li>
          <Link href="/dashboard-jwt">Dashboard, verified from the access token alone</Link>
        </li>
        <li>
          <Link href="/account">Account, renewed without leaving it</Link>
        </li>
        <li>
          <Link href="/profile">Profile, with getInitialProps</Link>
        </li>
        <li>
          <Link href="/welcome">Welcome, for guests and users</Link>
        </li>
        <li>
          <Link href="/admin">Admin, for one role</Link>
        </li>
        <li>
          <a href="/api/user">An API route</a>
        </li>
      </ul>
      <p>
        <a href="/login">Sign in</a>{" "}
        <button type="button" onClick={signOut}>
          Sign out
        </button>
      </p>
      <p role="alert">{problem}</p>
    </main>
  );
}
