import { useEffect, useState } from "react";
import { type Outcome, renewSession } from "../lib/renew-session.client";

// StrictMode runs an effect twice; one renewal serves both.
let renewal: Promise<Outcome> | undefined;

export default function RefreshSession() {
  const [problem, setProblem] = useState("");

  useEffect(() => {
    renewal ??= renewSession(window.location).finally(() => {
      renewal = undefined;
    });
    renewal.then((outcome) => {
      if ("next" in outcome) window.location.replace(outcome.next);
      else setProblem(outcome.problem);
    });
  }, []);

  return <p role="status">{problem || "Renewing your session …"}</p>;
}
