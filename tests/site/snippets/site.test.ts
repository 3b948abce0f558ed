import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { buildSite, repositoryUrl, writeSite } from "./built-site.ts";
import { write } from "./fixture-site.ts";

// One site, built again after each edit over the caches of the build before it.
let siteDir: string;
let first: string;
const building = 90_000;

beforeAll(() => {
  siteDir = writeSite("site");
  first = buildSite(siteDir);
}, building);

const figures = (html: string) =>
  html.match(/<figure class="?snippet[\s\S]*?<\/figure>/g) ?? [];

/** A file of the site with one text in it replaced, which must be there. */
function edit(path: string, before: string, after: string): void {
  const text = readFileSync(join(siteDir, path), "utf8");
  expect(text).toContain(before);
  write(siteDir, path, text.replace(before, after));
}

describe("a built page", () => {
  test("holds the snippet with its types, source, versions and proof", () => {
    const [snippet = ""] = figures(first);
    expect(snippet).toContain('<span class="f" data-t="0">greet</span>');
    expect(snippet).toContain("<li>(method) Greeter.greet(person: Person): string</li>");
    expect(snippet).toContain(`${repositoryUrl}/blob/HEAD/snippets/demo/greet.ts#L12-L19`);
    expect(snippet).toContain("with demo-kit 1.2.3, other 4.5.6");
    expect(snippet).toMatch(
      /<a [^>]*href="\/verification\/demo"[^>]*>Verified: 2 scenarios<\/a>/,
    );
  });

  test("holds the page's own command without a proof", () => {
    const [, , command = ""] = figures(first);
    expect(command).toContain('<span class="f">npm</span>');
    expect(command).not.toContain("<a ");
  });

  test("has no style of its own on any part of a snippet", () => {
    expect(figures(first)).toHaveLength(3);
    for (const figure of figures(first)) expect(figure).not.toMatch(/\sstyle=|<style/);
  });
});

describe("a build over the caches of the one before shows an edit to", () => {
  test("the snippet, and that it is no longer what was verified", { timeout: building }, () => {
    edit("snippets/demo/greet.ts", "Hello &", "Good day &");
    const [snippet] = figures(buildSite(siteDir));
    expect(snippet).toContain("Good day &amp;");
    expect(snippet).toContain("Changed since verified");
  });

  test("a file next to it, whose types it shows", { timeout: building }, () => {
    edit("snippets/demo/shout.ts", " loud}.", " louder}.");
    expect(figures(buildSite(siteDir))[0]).toContain("Makes it louder.");
  });

  test("verification.json", { timeout: building }, () => {
    write(siteDir, "results/verification.json", "{}");
    expect(figures(buildSite(siteDir))[0]).toContain("Not yet verified");
  });

  test("the folder, where a new file changes what a type means", { timeout: building }, () => {
    write(
      siteDir,
      "snippets/demo/globals.d.ts",
      "interface String { toUpperCase(all: boolean): string }",
    );
    expect(figures(buildSite(siteDir))[1]).toContain(
      "String.toUpperCase(): string (+1 overload)",
    );
  });

  test("the renderer, and what it made of types", { timeout: building }, () => {
    edit(
      "src/plugins/snippets/types.ts",
      "signature: shorten(signature)",
      "signature: shorten(signature).toUpperCase()",
    );
    expect(figures(buildSite(siteDir))[0]).toContain("<li>(METHOD) GREETER.GREET(");
  });

  test("the snippet that makes it wrong: it fails with both places", {
    timeout: building,
  }, () => {
    edit("snippets/demo/greet.ts", "shout(person.name)", "shout(person)");
    expect(() => buildSite(siteDir)).toThrow(
      "docs/index.mdx:8: snippets/demo/greet.ts:15:38: TS2345: Argument of type 'Person' is not assignable to parameter of type 'string'.",
    );
  });
});
