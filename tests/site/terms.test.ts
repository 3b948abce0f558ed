import { describe, expect, it } from "vitest";
import { splitAtTerms } from "../../src/components/Term/split.ts";
import { servedSite } from "./served-site.ts";

const found = (text: string) =>
  splitAtTerms(text).flatMap(({ text: use, term }) => (term ? [[use, term.term]] : []));

it.each([
  ["the longest term", "The refresh token expires.", [["refresh token", "refresh token"]]],
  ["a plural", "Two access tokens", [["access tokens", "access token"]]],
  ["the beginning of a sentence", "Claims are checked.", [["Claims", "claim"]]],
  ["a name in capitals", "CSRF, not csrf", [["CSRF", "CSRF"]]],
  ["no part of a word", "scored, session-error", []],
])("finds %s", (_, text, terms) => {
  expect(found(text)).toEqual(terms);
});

it("leaves a text as it is", () => {
  const text = "A session ends when its refresh token expires; the core then responds 401.";
  expect(
    splitAtTerms(text)
      .map((part) => part.text)
      .join(""),
  ).toBe(text);
});

describe("a page", () => {
  const site = servedSite();

  it("shows the meaning of a term by keyboard and under the pointer", async () => {
    const page = await site.open("/concepts/csrf", { viewport: { width: 1280, height: 800 } });
    const term = page.locator("a.term").first();
    const meaning = page.getByRole("tooltip");
    await term.focus();
    await expect.poll(() => meaning.textContent()).toMatch(/^[A-Z].*\.$/);
    expect(await term.getAttribute("aria-describedby")).toBe(await meaning.getAttribute("id"));
    await page.keyboard.press("Escape");
    await expect.poll(() => meaning.isVisible()).toBe(false);
    await page.locator("a.term").nth(1).hover();
    await expect.poll(() => meaning.isVisible()).toBe(true);
    await page.mouse.move(0, 0);
    await expect.poll(() => meaning.isVisible()).toBe(false);
  });

  it.each(["/express", "/concepts/csrf", "/errors/unauthorised"])(
    "%s links each term once, to the glossary, and not in headings",
    async (path) => {
      const page = await site.open(path, { javaScriptEnabled: false });
      const links = await page
        .locator("a.term")
        .evaluateAll((all) => all.map((link) => link.getAttribute("href")));
      expect(links.length).toBeGreaterThan(1);
      expect(new Set(links).size).toBe(links.length);
      expect(await page.locator(":is(h1, h2, h3, pre, a a) a.term").count()).toBe(0);
      const markdown = await (await fetch(new URL(`${path}.md`, site.origin))).text();
      expect(markdown).not.toContain("glossary#");
    },
  );
});
