import { useLocation } from "@solidjs/router";
import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { renewSession } from "./renew-session.ts";

/** Renews the session, then goes back to the page that was asked for or to the login page. */
export function RefreshSession() {
  const location = useLocation();
  const [working, setWorking] = createSignal(true);
  let disposed = false;

  async function refresh(): Promise<void> {
    setWorking(true);
    try {
      const next = await renewSession(location.search);
      // A load, not the router: the page may be one that the server renders. It leaves no
      // entry in the history, so the back button does not lead here.
      if (!disposed) window.location.replace(next);
    } catch {
      setWorking(false);
    }
  }

  onMount(refresh);
  // Whoever has gone to another page meanwhile stays there.
  onCleanup(() => {
    disposed = true;
  });

  return (
    <Show when={!working()} fallback={<p role="status">Renewing your session …</p>}>
      <div role="alert">
        <p>The server cannot be reached. You have not been signed out.</p>
        <button type="button" onClick={refresh}>
          Try again
        </button>
      </div>
    </Show>
  );
}
