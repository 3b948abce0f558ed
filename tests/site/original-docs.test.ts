import { describe, expect, it } from "vitest";
import { builtPage } from "../support/built.ts";
import items from "./original-docs.json" with { type: "json" };

// Every item of the documents that this site started from has its place here.

describe("the map from the original documents", () => {
  it("has items of each document, none twice", () => {
    const documents = new Set(items.map(({ document }) => document));
    expect([...documents]).toEqual([
      "ssr-every-framework",
      "ssr-express",
      "nextjs-app-directory-helpers",
      "nextjs-getserversideprops",
      "verify-session-in-an-api",
    ]);
    const names = items.map(({ document, item }) => `${document}: ${item}`);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it.each(items)("$document: $item is on $page", ({ page }) => {
    const [path = "", anchor] = page.split("#");
    const html = builtPage(path);
    if (anchor) expect(html).toMatch(new RegExp(`id="?${anchor}["\\s>]`));
  });
});
