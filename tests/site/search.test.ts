import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { createEngine } from "../../src/components/Search/engine.ts";
import { buildFolder } from "./built.ts";
import { servedSite } from "./served-site.ts";

const documents = JSON.parse(readFileSync(join(buildFolder, "search.json"), "utf8"));
const engine = createEngine(documents);

describe("the likeliest queries find their page first", () => {
  it.each([
    ["TRY_REFRESH_TOKEN", "/errors/try-refresh-token"],
    ["try refresh token", "/errors/try-refresh-token"],
    ["UNAUTHORISED", "/errors/unauthorised"],
    ["INVALID_CLAIMS", "/errors/invalid-claims"],
    ["token theft detected", "/errors/token-theft-detected"],
    ["No SuperTokens core available to query", "/errors/no-core-available"],
    ["Initialisation not done", "/errors/initialisation-not-done"],
    ["redirect loop", "/troubleshooting/endless-redirects"],
    ["endless redirects", "/troubleshooting/endless-redirects"],
    ["cookies not set", "/troubleshooting/cookies-not-set"],
    ["safari", "/troubleshooting/safari"],
    ["cors", "/troubleshooting/cors"],
    ["localhost deployed", "/troubleshooting/works-on-localhost-only"],
    ["jwks fetched", "/troubleshooting/keys-fetched-too-often"],
    ["cookieDomain", "/concepts/sub-domains"],
    ["getSessionData", "/session-object"],
    ["revoked session", "/concepts/revocation"],
    ["csrf", "/concepts/csrf"],
    ["cache cdn", "/concepts/caching"],
    ["next.js app directory", "/nextjs-app"],
    ["fastapi", "/fastapi"],
    ["test without core", "/testing"],
  ])("%s: %s", (query, path) => {
    const [first] = engine.find(query);
    expect(first?.url.split("#")[0]).toBe(path);
  });

  it("prefers the reader's own framework", () => {
    const [first] = engine.find("revoked sessions", ["koa"]);
    const guide = engine.find("make the session optional", ["koa"])[0];
    expect(first).toBeDefined();
    expect(guide?.url).toBe("/koa#make-the-session-optional");
  });

  it("finds nothing for nonsense", () => {
    expect(engine.find("qqxqzzkw")).toEqual([]);
  });
});

describe("in the browser", () => {
  const site = servedSite();

  /** Not just any option: the choice of a framework has some as well. */
  const firstResult = (page: Page) =>
    page.getByRole("listbox", { name: "Results" }).getByRole("option").first();

  it("is opened, used and left by keyboard", async () => {
    const page = await site.open("/express");
    await page.keyboard.press("/");
    await page.getByRole("combobox", { name: "Search" }).waitFor();
    await page.keyboard.type("unauthorised");
    await firstResult(page).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${site.origin}/errors/unauthorised*`);
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    expect(await page.getByRole("dialog").isVisible()).toBe(false);
  });

  it("answers an address that does not exist with what its words find", async () => {
    const page = await site.open("/docs/revoked-session");
    expect(await page.getByRole("combobox", { name: "Search" }).inputValue()).toBe(
      "docs revoked session",
    );
    await firstResult(page).waitFor();
  });

  it("says when it cannot be loaded, and works again afterwards", async () => {
    const page = await site.open("/search");
    await page.route("**/search.json", (route) => route.abort());
    const field = page.getByRole("combobox", { name: "Search" });
    await field.fill("cors");
    await page.getByText("The search cannot be loaded").waitFor();
    await page.unroute("**/search.json");
    await field.fill("cors ");
    await field.press("End");
    await field.fill("cors");
    await firstResult(page).waitFor();
  });
});
