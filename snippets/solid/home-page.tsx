import { A } from "@solidjs/router";
import { SignOut } from "./sign-out.tsx";

export function HomePage() {
  return (
    <>
      <h1>Example</h1>
      <ul>
        {/* Rendered on the server: plain links, which load because of explicitLinks. */}
        <li>
          <a href="/dashboard">Dashboard, verified with the SDK</a>
        </li>
        <li>
          <a href="/dashboard-jwt">Dashboard, verified from the access token alone</a>
        </li>
        <li>
          <a href="/welcome">Welcome, for guests and users</a>
        </li>
        <li>
          <a href="/admin">Admin, for one role</a>
        </li>
        <li>
          <a href="/api/user">An API route</a>
        </li>
        {/* Rendered in the browser. */}
        <li>
          <A href="/account">Account</A>
        </li>
      </ul>
      <p>
        <A href="/login">Sign in</A>
      </p>
      <SignOut />
    </>
  );
}
