import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Verification } from "../../results/verification.ts";
import { expectShortFormVerified } from "../support/verification.ts";
import { type FrontEnd, registered } from "./front-ends.ts";
import { scenarios } from "./scenarios/index.ts";
import { Scene } from "./scene.ts";
import { type Site, startSite } from "./site.ts";

/** A short refresh page, in place of that of an app of the same front end. */
interface ShortForm {
  framework: string;
  variant?: "pre-built-ui" | "custom-ui";
  /** Its files in the folder of the front end, by their path in the app. */
  files: Record<string, string>;
}

const script = {
  "renew-session.ts": "short/renew-session.ts",
  "init.ts": "short/init.ts",
};
const shortForms: ShortForm[] = [
  {
    framework: "react",
    variant: "custom-ui",
    files: { ...script, "refresh-session.tsx": "short/refresh-session.tsx" },
  },
  {
    framework: "react",
    variant: "pre-built-ui",
    files: {
      "renew-session.ts": "short/pre-built-ui/renew-session.ts",
      "refresh-session.tsx": "short/refresh-session.tsx",
    },
  },
  {
    framework: "vue",
    files: { ...script, "RefreshSession.vue": "short/RefreshSession.vue" },
  },
  {
    framework: "svelte",
    files: { ...script, "RefreshSession.svelte": "short/RefreshSession.svelte" },
  },
  {
    framework: "solid",
    files: { ...script, "refresh-session.tsx": "short/refresh-session.tsx" },
  },
  {
    framework: "angular",
    files: Object.fromEntries(
      ["renew-session.ts", "init.ts", "refresh-session.ts"].map((file) => [
        `src/${file}`,
        `short/${file}`,
      ]),
    ),
  },
];

/** What the short refresh page promises; the rest needs the later steps of the guide. */
const promised = [
  "expired",
  "expired-address",
  "expired-fragment",
  "no-session",
  "revoked",
  "theft",
  "back-button",
  "two-tabs",
];

const snippets = join(import.meta.dirname, "../../snippets");

/** What is installed or built in the folder of a front end. */
const made = ["node_modules", ".build", "dist", ".angular"];

/** Makes the tests of a front end's short form; nothing if it has none. */
export function holdShortForm(frontEnd: FrontEnd, browser: () => Browser): void {
  const form = shortForms.find(
    ({ framework, variant }) =>
      framework === frontEnd.framework && variant === frontEnd.variant,
  );
  // Not at the time of another build: the tools read one environment.
  if (form) describe("the short form", () => shortFormOf(frontEnd, form, browser));
}

function shortFormOf(
  frontEnd: FrontEnd,
  { framework, files }: ShortForm,
  browser: () => Browser,
): void {
  const verified: Verification["scenarios"] = {};
  let site: Site;

  beforeAll(async () => {
    site = await startSite(frontEnd, (folder, publicDir) => {
      const app = join(folder, ".build/short");
      rmSync(app, { recursive: true, force: true });
      for (const name of readdirSync(folder).filter((name) => !made.includes(name)))
        cpSync(join(folder, name), join(app, name), { recursive: true });
      for (const [target, source] of Object.entries(files))
        cpSync(join(snippets, framework, source), join(app, target));
      return frontEnd.build(app, publicDir);
    });
  }, 180_000);
  afterAll(() => site?.stop());

  for (const id of promised) {
    test(id, async () => {
      const scenario = scenarios.find((one) => one.id === id);
      if (!scenario) throw new Error(`tests/front-ends/scenarios has no ${id}`);
      const scene = new Scene(site, browser());
      try {
        await scenario.play(scene);
      } finally {
        expect(await scene.end()).toEqual([]);
      }
      const { title, capability } = scenario;
      verified[id] = { title, capability, outcome: "passed" };
    });
  }

  test("an unreachable core ends on a message", async () => {
    const scene = new Scene(site, browser());
    const { page } = await scene.userWithExpiredToken();
    await scene.core.outage({ mode: "refuse" });
    await page.goto(`${site.url}/dashboard`);
    await page.getByText("The server cannot be reached").waitFor();
    await scene.core.recover();
    await scene.end();
  });

  test("results/short-forms.json says what this run found", () => {
    expectShortFormVerified(registered(frontEnd).framework, verified);
  });
}
