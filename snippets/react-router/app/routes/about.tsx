import { Link } from "react-router";

/**
 * This page has no loader. root.tsx has one, so the server verifies the visitor here too.
 */
export default function About() {
  return (
    <>
      <title>About</title>
      <h1>About</h1>
      <p>For members</p>
      <p>
        <Link to="/welcome">Welcome</Link>
      </p>
    </>
  );
}
