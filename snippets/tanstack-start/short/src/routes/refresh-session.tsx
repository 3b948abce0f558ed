import { createFileRoute } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { Outcome } from "../front-end/renew-session.ts";

export const Route = createFileRoute("/refresh-session")({ component: RefreshSession });

// StrictMode runs an effect twice; one renewal serves both.
let renewal: Promise<Outcome> | undefined;

/** Loads the front-end SDK here, because it fails on the server, where there is no window. */
async function renew(): Promise<Outcome> {
  const { renewSession } = await import("../front-end/renew-session.ts");
  return renewSession(window.location);
}

function RefreshSession() {
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
