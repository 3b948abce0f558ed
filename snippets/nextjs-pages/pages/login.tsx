import Head from "next/head";
import { type SubmitEvent, useEffect, useState } from "react";
import { safeRedirectBack } from "../lib/redirect-back";

/** Stands for your own sign-in. */
export default function Login() {
  const [problem, setProblem] = useState("");
  useEffect(() => {
    if (!navigator.cookieEnabled) {
      setProblem("Your browser blocks cookies for this site. Signing in needs them.");
    } else if (new URLSearchParams(window.location.search).has("problem")) {
      setProblem(
        "You were signed in, but this site did not get your session. Are its cookies blocked?",
      );
    }
  }, []);

  // Sent with fetch, so that the SDK sees the front-token header of the answer and learns of
  // the session.
  async function signIn(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    try {
      const response = await fetch(window.location.href, {
        method: "POST",
        headers: {
          accept: "application/json",
          "content-type": "application/x-www-form-urlencoded",
        },
        body: String(new URLSearchParams(fields(event.currentTarget))),
      });
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      const { redirectBack } = await response.json();
      window.location.replace(safeRedirectBack(redirectBack));
    } catch (error) {
      setProblem(`Signing in failed. ${error instanceof Error ? error.message : ""}`);
    }
  }

  return (
    <main>
      <Head>
        <title>Sign in</title>
        <link rel="stylesheet" href="/style.css" />
      </Head>
      <h1>Sign in</h1>
      {/* No action: it posts to this very address, redirectBack included. It works without
          JavaScript too. */}
      <form method="post" onSubmit={signIn}>
        <label>
          User <input name="user" required autoComplete="username" defaultValue="alice" />
        </label>
        <label>
          Role <input name="role" placeholder="admin, suspended or none" />
        </label>
        <button type="submit">Sign in</button>
      </form>
      <p role="alert">{problem}</p>
    </main>
  );
}

function fields(form: HTMLFormElement): string[][] {
  return [...new FormData(form)].map(([name, value]) => [name, String(value)]);
}
