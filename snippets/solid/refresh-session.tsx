import { useLocation } from "@solidjs/router";
import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { renewSession } from "./renew-session.ts";

/** Renews the session, then goes back to the page that was asked for or to the login page. */
export function RefreshSession() {
  const location = useLocation();
  const [problem, setProblem] = createSignal("");
  let disposed = false;

  async function refresh(): Promise<void> {
    setProblem("");
    const outcome = await renewSession(location);
    if (disposed) return;
    if ("problem" in outcome) setProblem(outcome.problem);
    // A load, not the router: the page may be one that the server renders. It leaves no
    // entry in the history, so the back button does not lead here.
    else window.location.replace(outcome.next);
  }

  onMount(refresh);
  // Whoever has gone to another page meanwhile stays there.
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
