import { existsSync, readdirSync, rmSync } from "node:fs";
import { relative } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findFramework } from "../../snippets/frameworks.ts";
import type { Recording } from "../contract/recording.ts";
import {
  readVerification,
  type Verification,
  verificationOf,
  writeVerification,
} from "../contract/verification.ts";
import { type FrontEnd, frontEnds, registered } from "./front-ends.ts";
import { testRedirects } from "./redirects.ts";
import { scenarios } from "./scenarios/index.ts";
import { type Scenario, Scene } from "./scene.ts";
import { type Site, startSite } from "./site.ts";
import { launchOffline } from "./visitor.ts";

/** Set by `npm run verify`: record anew. */
const update = process.env.VERIFY === "update";

/**
 * Makes the tests of a front end: each of its variants is built, and every scenario and every address of the corpus is played in Chromium.
 * Each scenario is recorded, and stands in `snippets/verification.json`, passed when it passes in every variant.
 * @param id in snippets/frameworks.ts
 */
export function driveFrontEnd(id: string): void {
  const framework = findFramework(id);
  const variants = frontEnds.filter((frontEnd) => frontEnd.framework === id);
  if (!framework || variants.length === 0)
    throw new Error(
      `${id} is not in snippets/frameworks.ts or not in tests/browser/front-ends.ts`,
    );
  const outcomes: Verification["scenarios"] = {};
  const recordings = new URL(`../contract/recordings/${id}/`, import.meta.url);
  const recorded = new Set<string>();
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchOffline();
  });
  afterAll(() => browser?.close());

  describe.each(variants.map((frontEnd) => ({ frontEnd, name: nameOf(frontEnd) })))(
    "$name",
    ({ frontEnd }) => {
      const mine = scenarios
        .filter(({ only }) => only?.(frontEnd) ?? true)
        .map((scenario) => variantOf(scenario, frontEnd));
      let site: Site;
      beforeAll(async () => {
        site = await startSite(frontEnd);
      }, 180_000);
      afterAll(() => site?.stop());

      for (const scenario of mine.filter(({ development }) => !development)) testOf(scenario);

      testRedirects(frontEnd, () => ({ site, browser }));

      const { buildForDevelopment } = frontEnd;
      if (buildForDevelopment) {
        describe("built for development", () => {
          beforeAll(async () => {
            await site.stop();
            site = await startSite(frontEnd, buildForDevelopment);
          }, 180_000);
          for (const scenario of mine.filter(({ development }) => development))
            testOf(scenario);
        });
      }

      function testOf(scenario: Scenario): void {
        test(`${scenario.id}: ${scenario.title}`, ({ task }) =>
          verify(scenario, relative(process.cwd(), task.file.filepath)));
      }

      async function verify(scenario: Scenario, source: string) {
        const { title, capability } = scenario;
        const before = outcomes[scenario.id]?.outcome ?? "passed";
        outcomes[scenario.id] = { title, capability, outcome: "failed", source };
        const scene = new Scene(site, browser);
        let exchanges: Recording["exchanges"] = [];
        let problems: string[];
        try {
          await scenario.play(scene);
          if (!scenario.unrecorded) exchanges = await site.wire.exchanges();
        } finally {
          problems = await scene.end();
        }
        expect(problems).toEqual([]);
        if (!scenario.unrecorded) {
          const recording: Recording = { scenario: scenario.id, title, capability, exchanges };
          recorded.add(`${scenario.id}.json`);
          await expect(`${JSON.stringify(recording, null, 2)}\n`).toMatchFileSnapshot(
            new URL(`${scenario.id}.json`, recordings).pathname,
          );
        }
        outcomes[scenario.id] = { title, capability, outcome: before, source };
      }
    },
  );

  test("no recording is left of a scenario that is gone", () => {
    const stale = (existsSync(recordings) ? readdirSync(recordings) : []).filter(
      (name) => !recorded.has(name),
    );
    if (update) for (const name of stale) rmSync(new URL(name, recordings));
    else expect(stale).toEqual([]);
  });

  test("snippets/verification.json says what this run found", () => {
    const verification = { ...verificationOf(framework, new Map()), scenarios: outcomes };
    if (update) writeVerification(id, verification);
    expect(
      readVerification()[id],
      `snippets/verification.json is stale. Run: npm run verify -- ${id}`,
    ).toEqual(verification);
  });
}

function nameOf(frontEnd: FrontEnd): string {
  const { framework, variant } = registered(frontEnd);
  return variant ? `${framework.label}, ${variant.label}` : framework.label;
}

/** The scenario as it is told of one variant: variants of the same UI share it, the pre-built UI has its own. */
function variantOf(scenario: Scenario, frontEnd: FrontEnd): Scenario {
  if (registered(frontEnd).variant?.ui !== "pre-built-ui") return scenario;
  const { id, title } = scenario;
  return { ...scenario, id: `pre-built-ui-${id}`, title: `With the pre-built UI: ${title}` };
}
