import type { Answered } from "@site/src/plugins/verification-data/index.ts";
import type { ReactNode } from "react";

/** The status of an answer, coloured by its kind, and how often. */
export function Answer({ status, times }: Answered): ReactNode {
  return (
    <span className={`answer status-${Math.floor(status / 100)}`}>
      {status}
      {times > 1 && ` × ${times}`}
    </span>
  );
}
