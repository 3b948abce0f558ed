/** What the contract leaves out with a core that is not ours. */

import {
  type Event,
  isRequest,
  type Scenario,
  type TokenKind,
} from "../../contract/scenario.ts";
import { needsControl, patience, tooLong } from "../support/any-core.ts";

/** Needs the core's signing key, or a time that the core does not have. */
const controlled: { events: Event["do"][]; tokens: TokenKind[] } = {
  events: ["refresh token expires", "the core rotates its signing key"],
  tokens: [
    "OAuth2 token",
    "no expiry",
    "no version in the header",
    "session handle null",
    "session handle object",
    "subject object",
    "subject empty",
    "not yet valid",
  ],
};

/** Why a scenario cannot run against a core with this lifetime of access tokens; undefined if it can. */
export function leftOutBecause(scenario: Scenario, lifetime: number): string | undefined {
  const tokens = scenario.steps.flatMap((step) =>
    isRequest(step) ? [step.accessToken ?? []].flat() : [],
  );
  const events = scenario.steps.flatMap((step) => (isRequest(step) ? [] : step.do));
  if (
    events.some((event) => controlled.events.includes(event)) ||
    tokens.some((token) => controlled.tokens.includes(token))
  )
    return needsControl;
  if (lifetime > patience && tokens.includes("expired")) return tooLong;
  return undefined;
}
