import { useEffect, useState } from "react";

/** Inside the guard, which spares a guest an empty page. What it shows, the API has verified. */
export function Account() {
  const [userId, setUserId] = useState("");
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    const left = new AbortController();
    async function load() {
      const response = await fetch("/api/user", { signal: left.signal });
      // The session has ended: the SDK has seen it too, and the guard leads away.
      if (response.status === 401) return;
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      setUserId((await response.json()).userId);
    }
    load().catch(() => setFailed(!left.signal.aborted));
    return () => left.abort();
  }, []);

  return (
    <>
      <h1>Account</h1>
      {userId && <p>Signed in as {userId}</p>}
      {failed && <p role="alert">The server cannot be reached. Load the page again.</p>}
    </>
  );
}
