import Head from "next/head";
import { useCallback, useEffect, useState } from "react";
import { isTooLarge } from "./front-token";
import { renewSession } from "./renew-session";

/**
 * Renews the session, then opens the page that `whereTo` names, or the login page. `whereTo`
 * is called in the browser only: a static page does not know its URL before.
 */
export function Renewing({ whereTo }: { whereTo(): { path: string; optional?: boolean } }) {
  const [problem, setProblem] = useState<string>();
  const renew = useCallback(async () => {
    setProblem(undefined);
    const { path, optional = false } = whereTo();
    try {
      const next = await renewSession(path, optional);
      if (next === undefined) setProblem(isTooLarge() ? tooLarge : notKept);
      else leaveFor(next);
    } catch (error) {
      // On a 404, apiBasePath of the front end differs from the server's.
      const isNotFound = error instanceof Response && error.status === 404;
      setProblem(isNotFound ? notFound : unreachable);
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
      {problem ? (
        <div role="alert">
          <p>{problem}</p>
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

const unreachable = "The server cannot be reached. You have not been signed out.";
const notFound = "The refresh API was not found (404). You have not been signed out.";
const tooLarge =
  "Your session is too large for a cookie, so your browser did not keep it. Signing in again does not help: please tell the people who run this site.";
const notKept =
  "You were signed in, but this site did not get your session. Are its cookies blocked?";

/** Replaces the history entry: the back button must not lead here. */
function leaveFor(path: string): void {
  // The same URL with a "#" would only scroll.
  if (path === currentPath()) window.location.reload();
  else window.location.replace(path);
}

/** The path in the browser, with its query string and its fragment. */
export function currentPath(): string {
  const { pathname, search, hash } = window.location;
  return pathname + search + hash;
}
