import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import type { ClientNavigation } from "../../results/client-navigation.ts";
import { rewrite, root } from "../../results/rewrite.ts";
import { buildSandbox } from "../../sandboxes/build.ts";
import { findFramework } from "../../snippets/frameworks.ts";
import { launchOffline } from "../support/chromium.ts";
import { update } from "../support/recordings.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";
import { warmUp } from "../support/warm-up.ts";
import { clientApps } from "./apps.ts";
import { dataResponse } from "./data-request.ts";
import { states, stateTitles, ways } from "./scenarios.ts";
import { navigate } from "./visitor.ts";

const file = `${root}/results/client-navigation.json`;

/** The time to build the sandbox, in addition to the time to start it, in ms. */
const preparation = 5 * 60_000;

/** Holds what the client of a framework does to the same table as that of every other. Throws for an unknown id. */
export function holdClientNavigation(id: string): void {
  const framework = findFramework(id);
  const client = clientApps[id];
  if (!framework || !client) throw new Error(`tests/client-navigation/apps.ts has no ${id}`);
  const found: Record<string, Record<string, unknown>> = {};
  const data: unknown[] = [];
  let browser: Browser;
  let core: RunningMockCore;
  let app: StartedApp;

  beforeAll(async () => {
    core = await startMockCore({ port: 0 });
    app = await startApp(await buildSandbox(id), { url: core.url, apiKey: "" });
    await warmUp(app.url, core);
    browser = await launchOffline();
  }, preparation);

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await core?.close();
  });

  describe(`${framework.label}, in Chromium`, () => {
    for (const { way, title, expected } of ways) {
      const table = expected(client.form.page);
      describe(title, () => {
        test.each(states)(`%s: the outcome`, async (state) => {
          const outcome = await navigate(browser, app, core, client, way, state);
          found[way] = { ...found[way], [state]: outcome };
          const { because: _, ...differs } = client.differs?.[`${way}, ${state}`] ?? {
            because: "",
          };
          const { url, ...rest } = { ...table[state], ...differs };
          expect(outcome, stateTitles[state]).toMatchObject({
            ...rest,
            url: url === "<start>" ? client.start : url,
          });
        });
      });
    }
  });

  describe(`${framework.label}: the data request alone`, () => {
    test.each(client.data)("$path: never the page but to its user", async (request) => {
      const response = await dataResponse(app, core, client, request);
      data.push(response);
      const { valid, refreshed, ...others } = response.responses;
      for (const [state, { shows, cookies }] of Object.entries(others)) {
        expect({ state, shows, cookies }).toEqual({ state, shows: false, cookies: [] });
      }
      expect(refreshed.cookies).toEqual(["sAccessToken"]);
      expect(valid.cookies).toEqual([]);
    });

    test("one of them shows it to its user", () => {
      const shown = (data as ClientNavigation["data"]).some(
        ({ responses }) => responses.valid.shows && responses.refreshed.shows,
      );
      expect(shown).toBe(true);
    });
  });

  test("results/client-navigation.json says what this run found", () => {
    const now = JSON.parse(JSON.stringify({ outcomes: found, data })) as ClientNavigation;
    if (update) record(id, now);
    else expect(now).toEqual(JSON.parse(readFileSync(file, "utf8"))[id]);
  });
}

/** Writes what was found of one framework, and leaves the others as they are. */
function record(id: string, now: ClientNavigation): void {
  rewrite(file, (text = "{}") => {
    const all: Record<string, ClientNavigation> = { ...JSON.parse(text), [id]: now };
    const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
    return `${JSON.stringify(sorted, null, 2)}\n`;
  });
}
