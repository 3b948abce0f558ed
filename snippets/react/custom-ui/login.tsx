import { type SubmitEvent, useState } from "react";
import { safeRedirectBack } from "./redirect-back.ts";

export function Login() {
  const [problem, setProblem] = useState(
    navigator.cookieEnabled
      ? ""
      : "Your browser blocks cookies for this site. Signing in needs them.",
  );

  async function signIn(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = [...new FormData(event.currentTarget)];
    try {
      // Sent with fetch, so that the SDK reads the front-token header of the response
      // and learns of the session. The URL contains redirectBack.
      const response = await fetch(window.location.href, {
        method: "POST",
        headers: {
          accept: "application/json",
          "content-type": "application/x-www-form-urlencoded",
        },
        body: String(new URLSearchParams(fields.map(([name, value]) => [name, String(value)]))),
      });
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      const { redirectBack } = await response.json();
      window.location.replace(safeRedirectBack(redirectBack));
    } catch (error) {
      setProblem(`Signing in failed. ${error instanceof Error ? error.message : ""}`);
    }
  }

  return (
    <>
      <h1>Sign in</h1>
      <form onSubmit={signIn}>
        <label>
          User <input name="user" required autoComplete="username" defaultValue="alice" />
        </label>
        <label>
          Role <input name="role" placeholder="admin, suspended or none" />
        </label>
        <button type="submit">Sign in</button>
      </form>
      <p role="alert">{problem}</p>
    </>
  );
}
