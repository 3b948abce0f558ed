import { Link } from "react-router";
import { SignOut } from "./sign-out.tsx";

export function Home() {
  return (
    <>
      <h1>Example</h1>
      <ul>
        {/* Rendered on the server: links that leave this page. */}
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
        <li>
          <Link to="/account">Account, guarded in the browser</Link>
        </li>
      </ul>
      <p>
        <Link to="/auth">Sign in</Link> <SignOut />
      </p>
    </>
  );
}
