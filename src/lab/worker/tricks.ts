import type { Answers, Trick } from "../protocol.ts";
import { control } from "./core.ts";

/** Does something to the core or to a token. Throws for a token that the core has not signed. */
export async function perform(trick: Trick): Promise<Answers["trick"]> {
  switch (trick.do) {
    case "expire":
      return { accessToken: await control.expire(trick.accessToken) };
    case "revoke":
      control.revoke(trick.sessionHandle);
      return {};
    case "rotate keys":
      control.rotateKeys();
      return {};
    case "the core goes down":
      await control.outage({ mode: "refuse" });
      return {};
    case "the core responds slowly":
      await control.outage({ mode: "slow", delayMs: trick.delayMs });
      return {};
    case "core recovers":
      await control.recover();
      return {};
    case "web server's clock is ahead":
      // The web server has the real time: the core's is behind by as much.
      control.clock.advance(-trick.ms);
      return {};
    case "clocks agree":
      control.clock.reset();
      return {};
  }
}
