import { CookieJar } from "tough-cookie";
import type { ContractCore } from "../../contract/core.ts";
import { playScenario, type Transport } from "../../contract/play-scenario.ts";
import { inLanguage, type Scenario } from "../../contract/scenario.ts";
import type { Exchange } from "../../results/runs.ts";
import type { Framework } from "../../snippets/frameworks.ts";
import { head } from "../support/head.ts";
import { send } from "../support/page-load.ts";
import { check } from "./check.ts";

export interface ScenarioRun {
  /** What went over both wires. */
  exchanges: Exchange[];
  /** What was not as expected; empty when the scenario passed. */
  problems: string[];
}

/** What is expected of a web server depends on its SDK's language and on what the registry lets it do differently. */
type Expected = Pick<Framework, "language" | "mayDiffer">;

/** Over a socket. HTTP clients hide the body that a server must not send in response to HEAD. */
const overHttp: Transport = {
  async send(url, init) {
    if (init.method === "HEAD") return head(url, init.headers);
    const response = await send(url, init);
    return { response, text: await response.text() };
  },
  newJar() {
    const jar = new CookieJar();
    return {
      store: async (cookie, url) => void (await jar.setCookie(cookie, url, { loose: true })),
      header: (url) => jar.getCookieString(url),
    };
  },
};

/**
 * Runs one scenario over HTTP: the web server at `app` (an origin), its core, and a client that does what the
 * scenario says, with what is expected of the web server's framework. Leaves the core as it was.
 */
export async function runScenario(
  scenario: Scenario,
  app: string,
  core: ContractCore,
  framework: Expected,
): Promise<ScenarioRun> {
  const exchanges: Exchange[] = [];
  const problems: string[] = [];
  for await (const played of playScenario(scenario, app, core, framework, overHttp)) {
    if (!played.exchange) continue;
    const { step, exchange, elapsed } = played;
    const expected = inLanguage(step, framework.language);
    const found = check(exchange, expected, elapsed, scenario, framework.mayDiffer);
    // How many fetches a flood causes depends on how long it takes; that there are some does not.
    if (typeof expected.expect.core === "string") exchange.core.splice(1);
    problems.push(...found.map((text) => `${exchange.request.path}: ${text}`));
    exchanges.push(exchange);
  }
  return { exchanges, problems };
}
