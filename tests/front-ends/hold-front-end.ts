import { relative } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Exchange } from "../../results/runs.ts";
import type { Verification } from "../../results/verification.ts";
import { findFramework } from "../../snippets/frameworks.ts";
import { launchOffline } from "../support/chromium.ts";
import { Recordings } from "../support/recordings.ts";
import { expectVerified } from "../support/verification.ts";
import { type FrontEnd, frontEnds, registered } from "./front-ends.ts";
import { testRedirects } from "./redirects.ts";
import { scenarios } from "./scenarios/index.ts";
import { type Scenario, Scene } from "./scene.ts";
import { otherReleases, type Site, startSite } from "./site.ts";

/**
 * Makes the tests of a front end: each of its variants is built, and every scenario and every address of the corpus is played in Chromium.
 * Each scenario is recorded, and stands in `results/verification.json`, passed when it passes in every variant.
 * @param id in snippets/frameworks.ts
 */
export function holdFrontEnd(id: string): void {
  const framework = findFramework(id);
  const variants = frontEnds.filter((frontEnd) => frontEnd.framework === id);
  if (!framework || variants.length === 0)
    throw new Error(
      `${id} is not in snippets/frameworks.ts or not in tests/front-ends/front-ends.ts`,
    );
  const verified: Verification["scenarios"] = {};
  const recordings = new Recordings(id);
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchOffline();
  });
  afterAll(() => browser?.close());

  describe.each(variants.map((frontEnd) => ({ frontEnd, name: nameOf(frontEnd) })))(
    "$name",
    ({ frontEnd }) => {
      const mine = scenariosOf(frontEnd);
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
        const before = verified[scenario.id]?.outcome ?? "passed";
        verified[scenario.id] = { title, capability, outcome: "failed", source };
        const scene = new Scene(site, browser);
        let exchanges: Exchange[] = [];
        let problems: string[];
        try {
          await scenario.play(scene);
          if (!scenario.unrecorded) exchanges = site.wire.exchanges();
        } finally {
          problems = await scene.end();
        }
        expect(problems).toEqual([]);
        // What is recorded is what today's releases do.
        if (!scenario.unrecorded && !otherReleases)
          recordings.expectSame(scenario.id, exchanges);
        verified[scenario.id] = { title, capability, outcome: before, source };
      }
    },
  );

  if (otherReleases) return;

  test("no recorded run is left of a scenario that is gone", () => {
    const recorded = variants.flatMap(scenariosOf).filter(({ unrecorded }) => !unrecorded);
    recordings.expectNoneBut(new Set(recorded.map((scenario) => scenario.id)));
  });

  test("results/verification.json says what this run found", () => {
    expectVerified(framework, verified);
  });
}

/** The scenarios that a front end has, as they are told of it. */
function scenariosOf(frontEnd: FrontEnd): Scenario[] {
  return scenarios
    .filter(({ only }) => only?.(frontEnd) ?? true)
    .map((scenario) => variantOf(scenario, frontEnd));
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
