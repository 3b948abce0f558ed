import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchOffline } from "../support/chromium.ts";
import { buildViteApp } from "./build.ts";
import { type FrontEnd, frontEnds } from "./front-ends.ts";
import { scenarios } from "./scenarios/index.ts";
import { Scene } from "./scene.ts";
import { type Site, startSite } from "./site.ts";

// The pre-built UI next to a front end that is not React: a separate app under /auth.
const find = (variant: FrontEnd["variant"]) => {
  const found = frontEnds.find((frontEnd) => frontEnd.variant === variant);
  if (!found) throw new Error(`No front end has the variant ${variant}`);
  return found;
};
const preBuilt = find("pre-built-ui");
const plain = find("script-tags");
const ownSignIn = `/login?\${new URLSearchParams({ redirectBack })}`;
const preBuiltSignIn = `/auth/?\${new URLSearchParams({ redirectToPath: redirectBack })}`;
const beside: FrontEnd = {
  ...plain,
  ...(preBuilt.serverInit && { serverInit: preBuilt.serverInit }),
  ...(preBuilt.contentSecurityPolicy && {
    contentSecurityPolicy: preBuilt.contentSecurityPolicy,
  }),
  login: preBuilt.login,
  async build(folder, publicDir) {
    const other = mkdtempSync(join(publicDir, "../react-"));
    await buildViteApp(
      join(import.meta.dirname, "../../snippets/react/pre-built-ui"),
      join(other, "public"),
    );
    for (const path of ["assets", "auth"])
      cpSync(join(other, "public", path), join(publicDir, path), { recursive: true });
    rmSync(other, { recursive: true });
    const built = await plain.build(folder, publicDir);
    // The one line that the page tells the reader to change: the way to the sign-in page.
    const refreshPage = join(publicDir, "refresh-session.js");
    const parts = readFileSync(refreshPage, "utf8").split(ownSignIn);
    if (parts.length !== 2)
      throw new Error(`refresh-session.js does not hold ${ownSignIn} once`);
    writeFileSync(refreshPage, parts.join(preBuiltSignIn));
    return built;
  },
};

let browser: Browser;
let site: Site;
beforeAll(async () => {
  browser = await launchOffline();
  site = await startSite(beside);
});
afterAll(async () => {
  await site?.stop();
  await browser?.close();
});

// What depends on where the sign-in page is. A loop must not end there, because that page treats the session as active.
test.each(
  scenarios.filter(({ id }) =>
    ["no-session", "revoked", "not-kept", "sign-in-not-kept", "cookies-blocked"].includes(id),
  ),
)("$id: $title", async ({ play }) => {
  const scene = new Scene(site, browser);
  try {
    await play(scene);
  } finally {
    expect(await scene.end()).toEqual([]);
  }
});

test("a session that the pre-built UI has begun is refreshed and ended by pages without React", async () => {
  const scene = new Scene(site, browser);
  const visitor = await scene.visitor();
  const page = await visitor.open(scene.loginPage("/dashboard?tab=1"));
  await visitor.signIn(page, "/dashboard?tab=1");
  await scene.expectSignedIn(page, visitor);
  visitor.trail.length = 0;
  await visitor.expireAccessToken();
  await visitor.go(page, "/dashboard?tab=2");
  await scene.expectSignedIn(page, visitor);
  expect(visitor.refreshes).toBe(1);
  await visitor.go(page, "/account");
  await scene.expectSignedIn(page, visitor);
  await visitor.go(page, "/");
  await page.getByRole("button", { name: "Sign out" }).click();
  await visitor.arrived(page, "/login");
  expect(await scene.core.revokeUser(visitor.user)).toEqual([]);
  // The pre-built UI has learned of it too: it shows its form.
  await visitor.go(page, "/auth/");
  await page.getByPlaceholder("Email address").waitFor();
  expect(await scene.end()).toEqual([]);
});
