import { Link } from "react-router";

/** A page without a loader: root.tsx has one, so the server verifies its visitors too. */
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
