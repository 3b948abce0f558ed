import { createSignal, onMount } from "solid-js";
import { renewSession } from "./renew-session.ts";

/** The page at /refresh-session. */
export function RefreshSession() {
  const [problem, setProblem] = createSignal("");

  onMount(async () => {
    const outcome = await renewSession(window.location);
    if ("next" in outcome) window.location.replace(outcome.next);
    else setProblem(outcome.problem);
  });

  return <p role="status">{problem() || "Renewing your session …"}</p>;
}
