import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { environment } from "../../scripts/test/environment.ts";
import { hashOf } from "../../scripts/test/inputs.ts";
import { Passed } from "../../scripts/test/passed.ts";
import { builtPage, builtPaths } from "../support/built.ts";
import { servedSite } from "./served-site.ts";

// Every page of the built site, as its hosts send it: policy, accessibility in both themes, width, other hosts. What axe looks at
// takes most of the time. Where EVERY_PAGE is set it looks at everything; else at each sixth page of a scenario, which are one
// component with other runs, at the dark theme of each third page, and at the code of one page for each language.

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** What a page looks like and does depends on its HTML, and on these. */
const sources = hashOf(
  join(import.meta.dirname, "../.."),
  {
    paths: [
      ...["src", "static", "docusaurus.config.ts", "package-lock.json"],
      ...["scripts/site-server.ts", "tests/site", "tests/support"],
    ],
  },
  await environment(),
);
const passed = new Passed("pages");
/** The page as it is built. Each change of one page gives all of them other names of scripts. */
const stateOf = (path: string): string =>
  createHash("sha256")
    .update(builtPage(path).replace(/\.[\da-f]{8}\.(js|css)\b/g, ".$1"))
    .update(sources)
    .digest("hex");
/** Set by `npm test`, where it leaves out what has passed; not the first page, or there might be no test. */
const onlyChanged = process.env.ONLY_CHANGED_PAGES === "true";
const paths = builtPaths()
  .filter((path) => path !== "/404")
  .filter((path) => !onlyChanged || path === "/" || !passed.has(path, stateOf(path)));

/** Pages with code in every language: its colours are the same everywhere. */
const withCode = [
  ...["/express", "/react", "/web-js", "/fastapi", "/go", "/astro", "/vue", "/svelte"],
  "/concepts/caching",
];

const everyPage = process.env.EVERY_PAGE === "true";
const looksAt = (path: string): boolean =>
  everyPage || !path.startsWith("/scenarios/") || paths.indexOf(path) % 6 === 0;
/** In which themes it does. */
const themesOf = (path: string) =>
  (["light", "dark"] as const).filter(
    (theme) => theme === "light" || everyPage || paths.indexOf(path) % 3 === 0,
  );

const site = servedSite();

/** What is wrong with each of these pages, in words; nothing is right. */
async function faultsOf(group: string[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  let faults: string[] = [];
  // One tab for all of them: it compiles axe once.
  const page = await site.browser.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("request", (request) => {
    const { origin } = new URL(request.url());
    if (origin !== site.origin) faults.push(`asks ${origin}`);
  });
  for (const path of group) {
    faults = [];
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${site.origin}${path}`);
    if (looksAt(path)) await page.evaluate(axe);
    for (const colorScheme of looksAt(path) ? themesOf(path) : []) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      // Nothing but its colours changes with the theme.
      faults.push(
        ...(
          await violations(
            page,
            everyPage || withCode.includes(path) ? [] : [["pre code"]],
            colorScheme === "dark" ? ["cat.color"] : undefined,
          )
        ).map((violation) => `${colorScheme}: ${violation}`),
      );
    }
    await page.setViewportSize({ width: 320, height: 700 });
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (beyond > 0) faults.push(`scrolls sideways by ${beyond} px at 320 px`);
    if (faults.length > 0) found[path] = faults;
  }
  await page.close();
  return found;
}

/** As axe takes it: selectors. */
interface Context {
  exclude: string[][];
}

/** What axe finds outside `exclude`, of all rules or of those with a tag. */
async function violations(page: Page, exclude: string[][], tags?: string[]): Promise<string[]> {
  const options: RunOptions = {
    resultTypes: ["violations"],
    // It would fetch every style sheet anew, for a rule that is off, and sounds, of which there are none.
    preload: false,
    ...(tags && { runOnly: tags }),
  };
  const results = await page.evaluate(
    ([context, options]) =>
      (
        window as unknown as {
          axe: { run(context: Context, options: RunOptions): Promise<AxeResults> };
        }
      ).axe.run(context, options),
    [{ exclude }, options] as const,
  );
  return results.violations.map(
    ({ id, nodes }) => `${id} at ${nodes[0]?.target} (${nodes.length})`,
  );
}

describe("every page", () => {
  // A few at a time, in one test each: hundreds of tests would say no more.
  const groups = Array.from({ length: Math.ceil(paths.length / 20) }, (_, index) =>
    paths.slice(index * 20, index * 20 + 20),
  );
  it.each(groups.map((group) => [group[0], group.at(-1), group] as const))(
    "from %s to %s has no fault",
    async (_first, _last, group) => {
      passed.remove(...group);
      expect(await faultsOf(group)).toEqual({});
      for (const path of group) passed.add(path, stateOf(path));
    },
    180_000,
  );
});

describe("a page without JavaScript", () => {
  it("shows its text, its code and every variant", async () => {
    const page = await site.open("/start", { javaScriptEnabled: false });
    for (const label of ["Express", "Django", "React", "Svelte"]) {
      expect(
        await page.locator("main").getByRole("link", { name: label, exact: true }).isVisible(),
        label,
      ).toBe(true);
    }
    await page.goto(`${site.origin}/express`);
    expect(await page.getByText("export async function dashboard").first().isVisible()).toBe(
      true,
    );
    expect(await page.locator(".picker").isVisible()).toBe(false);
  });
});
