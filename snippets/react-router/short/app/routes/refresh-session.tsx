import { useEffect, useState } from "react";
import type { Outcome } from "../lib/renew-session.ts";

// StrictMode runs an effect twice; one renewal serves both.
let renewal: Promise<Outcome> | undefined;

/** Imports the front-end SDK in the browser only: its init reads `window`. */
async function renew(): Promise<Outcome> {
  const { renewSession } = await import("../lib/renew-session.ts");
  return renewSession(window.location);
}

export default function RefreshSession() {
  const [problem, setProblem] = useState("");

  useEffect(() => {
    renewal ??= renew().finally(() => {
      renewal = undefined;
    });
    renewal.then((outcome) => {
      if ("next" in outcome) window.location.replace(outcome.next);
      else setProblem(outcome.problem);
    });
  }, []);

  return <p role="status">{problem || "Renewing your session …"}</p>;
}
