import type { Responses } from "@site/src/plugins/verification-data/index.ts";
import type { ReactNode } from "react";

/** The status of a response, coloured by its kind, and how often it was given. */
export function ResponseStatus({ status, times }: Responses): ReactNode {
  return (
    <span className={`answer status-${Math.floor(status / 100)}`}>
      {status}
      {times > 1 && ` × ${times}`}
    </span>
  );
}
