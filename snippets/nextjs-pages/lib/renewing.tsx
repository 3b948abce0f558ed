import Head from "next/head";
import { useCallback, useEffect, useState } from "react";
import { renewSession } from "./renew-session";

/**
 * Renews the session, then opens the page that `whereTo` names, or the login page. It is
 * asked in the browser only: a static page does not know its address before.
 */
export function Renewing({ whereTo }: { whereTo(): { address: string; optional?: boolean } }) {
  const [unreachable, setUnreachable] = useState(false);
  const renew = useCallback(async () => {
    setUnreachable(false);
    const { address, optional = false } = whereTo();
    try {
      leaveFor(await renewSession(address, optional));
    } catch {
      setUnreachable(true);
    }
  }, [whereTo]);
  useEffect(() => {
    renew();
  }, [renew]);

  return (
    <main>
      <Head>
        <title>Renewing your session</title>
        <link rel="stylesheet" href="/style.css" />
      </Head>
      {unreachable ? (
        <div role="alert">
          <p>The server cannot be reached. You have not been signed out.</p>
          <button type="button" onClick={renew}>
            Try again
          </button>
        </div>
      ) : (
        <p role="status">Renewing your session …</p>
      )}
      <noscript>
        <p>Renewing a session needs JavaScript, and your browser has it switched off.</p>
        <p>
          <a href="/login">Sign in again</a>
        </p>
      </noscript>
    </main>
  );
}

/** Leaves no entry in the history: the back button must not lead here. */
function leaveFor(address: string): void {
  // The same address with a "#" would only scroll.
  if (address === currentAddress()) window.location.reload();
  else window.location.replace(address);
}

/** The address in the browser, without its origin. */
export function currentAddress(): string {
  const { pathname, search, hash } = window.location;
  return pathname + search + hash;
}
