import { relative } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Exchange } from "../../results/runs.ts";
import type { Verification } from "../../results/verification.ts";
import { findFramework } from "../../snippets/frameworks.ts";
import { needsControl } from "../support/any-core.ts";
import { launchOffline } from "../support/chromium.ts";
import { inOrder } from "../support/in-order.ts";
import { Recordings } from "../support/recordings.ts";
import { expectVerified } from "../support/verification.ts";
import { LeftOut, otherCore } from "./core.ts";
import { type FrontEnd, frontEnds, registered } from "./front-ends.ts";
import { holdShortForm } from "./hold-short-form.ts";
import { testRedirects } from "./redirects.ts";
import { scenarios } from "./scenarios/index.ts";
import { type Scenario, Scene } from "./scene.ts";
import { type BuiltSite, buildSite, otherReleases, type Site } from "./site.ts";

/** Another core's access token is waited for before the scenario goes on. */
const options = otherCore ? { ...inOrder, timeout: 90_000 } : inOrder;

/** With other packages, or another core: results/versions.json and results/cores.json have what these runs find. */
const elsewhere = otherReleases ?? otherCore;

/**
 * Each scenario waits more than it computes: these run at the same time, on servers of their own. With another core they
 * wait for access tokens to expire.
 */
const servers = [
  "first",
  "second",
  ...(otherCore ? ["fourth", "fifth", "sixth", "seventh"] : []),
].map((which) => `on a ${which} server`);

/**
 * Defines the tests of a front end: each of its variants is built, and every scenario and every URL of the corpus runs in Chromium.
 * Each scenario is recorded in `results/verification.json`, as passed if it passes in every variant. So is its minimal version.
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
      const built = mine.filter(({ development }) => !development);
      let production: BuiltSite;
      beforeAll(async () => {
        production = await buildSite(frontEnd);
      }, 180_000);
      afterAll(() => production?.remove());

      for (const [index, name] of servers.entries()) {
        describe.concurrent(name, () => {
          const site = siteOf(() => production);
          for (const scenario of built.filter((_, at) => at % servers.length === index))
            testOf(scenario, site);
        });
      }
      // Its redirects are those of the front end, whatever the core.
      if (!otherCore) {
        describe.concurrent("on a third server", () => {
          const site = siteOf(() => production);
          testRedirects(frontEnd, () => ({ site: site(), browser }));
        });
      }

      if (!elsewhere) holdShortForm(frontEnd, () => browser);

      const { buildForDevelopment } = frontEnd;
      if (buildForDevelopment) {
        describe("built for development", () => {
          let development: BuiltSite;
          beforeAll(async () => {
            development = await buildSite(frontEnd, buildForDevelopment);
          }, 180_000);
          afterAll(() => development?.remove());
          const site = siteOf(() => development);
          for (const scenario of mine.filter((scenario) => scenario.development))
            testOf(scenario, site);
        });
      }

      function testOf(scenario: Scenario, site: () => Site): void {
        test(`${scenario.id}: ${scenario.title}`, options, async ({ task, skip }) => {
          if (otherCore && scenario.controlsCore) skip(needsControl);
          try {
            await verify(scenario, site(), relative(process.cwd(), task.file.filepath));
          } catch (error) {
            if (error instanceof LeftOut) skip(error.message);
            throw error;
          }
        });
      }

      async function verify(scenario: Scenario, site: Site, source: string) {
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
        if (!scenario.unrecorded && !elsewhere) recordings.expectSame(scenario.id, exchanges);
        verified[scenario.id] = { title, capability, outcome: before, source };
      }
    },
  );

  if (elsewhere) return;

  test("no recorded run is left of a scenario that is gone", () => {
    const recorded = variants.flatMap(scenariosOf).filter(({ unrecorded }) => !unrecorded);
    recordings.expectNoneBut(new Set(recorded.map((scenario) => scenario.id)));
  });

  test("results/verification.json says what this run found", () => {
    // In the order of the scenarios, not of servers that run at once.
    const ids = new Set(variants.flatMap(scenariosOf).map((scenario) => scenario.id));
    const ran = [...ids].flatMap((id) => (verified[id] ? [[id, verified[id]] as const] : []));
    expectVerified(framework, Object.fromEntries(ran));
  });
}

/** Starts what is built for the tests of a group, and stops it after them. */
function siteOf(built: () => BuiltSite): () => Site {
  let site: Site;
  beforeAll(async () => {
    site = await built().start();
  }, 60_000);
  afterAll(() => site?.stop());
  return () => site;
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
