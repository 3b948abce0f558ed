import { useEffect, useState } from "react";
import { ToRefreshPage } from "./guard.tsx";

/** Inside the guard, which spares a guest an empty page. What it shows, the API has verified. */
export function Account() {
  const [userId, setUserId] = useState("");
  const [failed, setFailed] = useState(false);
  const [unknown, setUnknown] = useState(false);

  useEffect(() => {
    const left = new AbortController();
    async function load() {
      // No response: the server cannot be reached, or it refused the renewed session too. The
      // refresh page tells these apart from a session that has ended.
      const response = await fetch("/api/user", { signal: left.signal }).catch(() => undefined);
      if (left.signal.aborted) return;
      if (!response || response.status === 401) return setUnknown(true);
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      setUserId((await response.json()).userId);
    }
    load().catch(() => setFailed(!left.signal.aborted));
    return () => left.abort();
  }, []);

  if (unknown) return <ToRefreshPage />;
  return (
    <>
      <h1>Account</h1>
      {userId && <p>Signed in as {userId}</p>}
      {failed && <p role="alert">The server cannot be reached. Load the page again.</p>}
    </>
  );
}
