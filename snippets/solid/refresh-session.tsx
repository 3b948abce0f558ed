import { useLocation } from "@solidjs/router";
import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { renewSession } from "./renew-session.ts";

/** Renews the session, then returns to the requested page, or goes on to the login page. */
export function RefreshSession() {
  const location = useLocation();
  const [problem, setProblem] = createSignal("");
  let disposed = false;

  async function refresh(): Promise<void> {
    setProblem("");
    const outcome = await renewSession(location);
    if (disposed) return;
    if ("problem" in outcome) setProblem(outcome.problem);
    // A page load, not the router: the server may render the page. It replaces the
    // history entry, so the back button does not lead here.
    else window.location.replace(outcome.next);
  }

  onMount(refresh);
  // A visitor who has gone to another page in the meantime stays there.
  onCleanup(() => {
    disposed = true;
  });

  return (
    <Show when={problem()} fallback={<p role="status">Renewing your session …</p>}>
      <div role="alert">
        <p>{problem()}</p>
        <button type="button" onClick={refresh}>
          Try again
        </button>
      </div>
    </Show>
  );
}
