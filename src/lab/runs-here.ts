import { isRequest, type Scenario } from "../../contract/scenario.ts";

/** Why the lab cannot run a scenario; undefined where it can. */
export function whyNotHere({ steps }: Scenario): string | undefined {
  const requests = steps.filter(isRequest);
  return requests.every(({ method }) => method === "HEAD")
    ? "The lab has no socket: whether a server sends a body in response to HEAD shows only there."
    : undefined;
}
