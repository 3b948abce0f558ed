import { type Played, playScenario, type Transport } from "../../../contract/play-scenario.ts";
import { recorded } from "../../../contract/recorded.ts";
import type { Scenario } from "../../../contract/scenario.ts";
import { CookieJar } from "../../../sandboxes/lab/cookie-jar.ts";
import type { ReplayStep } from "../protocol.ts";
import { control, coreUri } from "./core.ts";
import { address, respond } from "./server.ts";

const inMemory: Transport = {
  send: (url, { method, headers, body }) =>
    respond({
      url,
      method,
      headers: Object.entries(headers),
      ...(body !== undefined && { body }),
    }),
  newJar() {
    const jar = new CookieJar();
    return {
      store: async (cookie) => jar.store([cookie]),
      header: async (url) => jar.header(new URL(url).pathname) ?? "",
    };
  },
};

let playing: AsyncGenerator<Played, void, void> | undefined;
let index = 0;

/** Begins a scenario, in place of the current one. A web server that is not to be `cold` has seen the core before. */
export async function beginReplay(scenario: Scenario): Promise<void> {
  await playing?.return();
  if (!scenario.cold) await warmUp();
  const core = { url: coreUri, control };
  playing = playScenario(scenario, address, core, {}, inMemory);
  index = 0;
}

/** Plays the next step; null after the last. */
export async function nextStep(): Promise<ReplayStep | null> {
  const { value, done = true } = (await playing?.next()) ?? {};
  if (done || !value) return null;
  const { step, exchange } = value;
  // How many fetches a flood causes depends on how long it takes; that there are some does not.
  if (exchange && "expect" in step && typeof step.expect.core === "string")
    exchange.core.splice(1);
  return {
    index: index++,
    ...("do" in step && { event: step.do }),
    ...(exchange && { exchange: recorded(exchange) }),
  };
}

/** Opens a page of each kind, as before every scenario of the contract: the keys and the CDI version are known then. */
async function warmUp(): Promise<void> {
  const { accessToken } = await control.createSession({
    userId: "warm-up",
    payload: { roles: { v: [], t: Date.now() } },
  });
  for (const path of ["/dashboard", "/dashboard-jwt", "/dashboard-checked"]) {
    await respond({
      url: address + path,
      method: "GET",
      headers: [["cookie", `sAccessToken=${accessToken}`]],
    });
  }
}
