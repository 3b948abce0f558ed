import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { launchOffline } from "../support/chromium.ts";
import { freePort } from "../support/free-port.ts";
import { buildTime } from "../support/nextjs-build.ts";
import { newProject, run } from "../support/project.ts";
import { addItem, root } from "../support/registry.ts";
import { filesOf } from "./page-files.ts";
import { apiKey, post, put, start, visitor, wholeLoop } from "./reader.ts";

// A reader's app that create-next-app has made, with src/ and Tailwind, in which SuperTokens is set up. It gets a page by the first section
// of the guide, and then, without that, everything from the registry.

/** The reader's own files: SuperTokens, a style of Tailwind, two pages and a route. */
const own: Record<string, string> = {
  // Without the fonts that create-next-app's own fetches from another site.
  "src/app/layout.tsx": `import "./globals.css";

export default function Layout({ children }: { children: React.ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
`,
  "src/app/pricing/page.tsx": 'export default () => <p className="font-bold">Twelve</p>;\n',
  "src/app/api/prices/route.ts": "export const GET = () => Response.json(12);\n",
  "src/app/sign-in/route.ts": `import { withPreParsedRequestResponse } from "supertokens-node/nextjs";
import { convertToRecipeUserId } from "supertokens-node";
import { createNewSession } from "supertokens-node/recipe/session";
import { type NextRequest, NextResponse } from "next/server";
import "@/lib/init";

export const POST = (request: NextRequest) =>
  withPreParsedRequestResponse(request, async (req, res) => {
    await createNewSession(req, res, "public", convertToRecipeUserId("alice"));
    return NextResponse.json({});
  });
`,
  "src/app/auth/[...path]/route.ts": `import { getAppDirRequestHandler } from "supertokens-node/nextjs";
import "@/lib/init";

const handler = getAppDirRequestHandler();
export { handler as GET, handler as POST };
`,
  "src/lib/init.ts": `import SuperTokens from "supertokens-node";
import Session from "supertokens-node/recipe/session";

const { CORE = "http://localhost:3567", KEY, SITE = "http://localhost:3000" } = process.env;
SuperTokens.init({
  framework: "custom",
  supertokens: { connectionURI: CORE, apiKey: KEY },
  appInfo: { appName: "reader", apiDomain: SITE, websiteDomain: SITE },
  recipeList: [Session.init({ getTokenTransferMethod: () => "cookie" })],
});
`,
  "src/lib/front-end.tsx": `"use client";

import SuperTokens from "supertokens-web-js";
import Session from "supertokens-web-js/recipe/session";

if (typeof window !== "undefined")
  SuperTokens.init({
    appInfo: { appName: "reader", apiDomain: window.location.origin },
    recipeList: [Session.init()],
  });
`,
  "next.config.ts": 'export default { serverExternalPackages: ["supertokens-node"] };\n',
};

let folder: string;
let browser: Browser;
let core: RunningMockCore;

beforeAll(async () => {
  const parent = newProject();
  folder = join(parent, "app");
  const create = ["--yes", "create-next-app@16.3.7", "app", "--yes", "--ts"];
  const withs = ["--src-dir", "--app", "--tailwind", "--no-eslint", "--use-npm"];
  await run(parent, "npx", ...create, ...withs, "--skip-install", "--disable-git");
  put(folder, own);
  const { dependencies } = json(root, "snippets/nextjs-app/package.json");
  const packages = ["supertokens-node", "supertokens-web-js"];
  await run(folder, "npm", "install", ...packages.map((id) => `${id}@${dependencies[id]}`));
  browser = await launchOffline();
  core = await startMockCore({ port: 0, apiKeys: [apiKey] });
}, buildTime);
afterAll(async () => {
  if (folder) rmSync(join(folder, ".."), { recursive: true, force: true });
  await browser?.close();
  await core?.close();
});

describe("the first section of the guide", () => {
  let stop: () => void;
  let site: string;
  let guide: Record<string, string>;

  beforeAll(async () => {
    const least = await filesOf(browser, {
      page: "/nextjs-app",
      heading: "the-least-that-works",
    });
    const refresh = await filesOf(browser, {
      page: "/nextjs-app",
      heading: "add-the-refresh-page",
      ui: "custom-ui",
    });
    expect(Object.keys(least)).toEqual(["proxy.ts", "app/dashboard/page.tsx"]);
    // The reader has a sign-in page already.
    delete refresh["app/login/route.ts"];
    guide = Object.fromEntries(
      Object.entries({ ...least, ...refresh }).map(([path, text]) => [`src/${path}`, text]),
    );
    put(folder, guide);
    const next = join(folder, "node_modules/.bin/next");
    await run(folder, next, "build");
    const port = String(await freePort());
    site = `http://localhost:${port}`;
    const env = { CORE: core.url, KEY: apiKey, SITE: site, NODE_ENV: "production" };
    stop = await start(site, folder, next, ["start", "-p", port], env);
  }, buildTime);
  afterAll(() => {
    stop?.();
    for (const path of Object.keys(guide ?? {})) rmSync(join(folder, path));
  });

  wholeLoop(() => ({
    browser,
    core,
    page: `${site}/dashboard`,
    signInPage: `${site}/login?redirectBack=%2Fdashboard`,
    signIn: async (page) => {
      await post(page, site, `${site}/sign-in`);
      return "alice";
    },
  }));

  test("what the app had before is there, and Tailwind styles it", async () => {
    await visitor.page.goto(`${site}/pricing`);
    const weight = await visitor.page
      .getByText("Twelve")
      .evaluate((element) => getComputedStyle(element).fontWeight);
    expect(weight).toBe("700");
    expect(await (await fetch(`${site}/api/prices`)).json()).toBe(12);
  });
});

test(
  "the whole of the registry installs into src/, builds, and every old file and route is there",
  async () => {
    const before = json(folder, "package.json");
    // What the registry brings itself.
    for (const path of ["auth/[...path]/route.ts"]) rmSync(join(folder, "src/app", path));
    rmSync(join(folder, "src/lib"), { recursive: true });

    const printed = await addItem(folder, "nextjs-app");
    expect(printed).toContain("put your public pages");
    expect(existsSync(join(folder, "app"))).toBe(false);
    expect(existsSync(join(folder, "src/app/auth/[...path]/route.ts"))).toBe(true);
    for (const path of ["next.config.ts", "src/app/layout.tsx", "src/app/pricing/page.tsx"])
      expect(readFileSync(join(folder, path), "utf8")).toBe(own[path]);
    const after = json(folder, "package.json");
    expect(after.dependencies).toMatchObject(before.dependencies);
    expect(after.devDependencies).toEqual(before.devDependencies);
    expect(json(folder, "node_modules/next/package.json").version).toBe("16.3.7");

    await run(folder, join(folder, "node_modules/.bin/next"), "build");
    const routes = Object.values(json(folder, ".next/app-path-routes-manifest.json"));
    expect(routes).toEqual(
      expect.arrayContaining(["/", "/pricing", "/api/prices", "/auth/[...path]"]),
    );
  },
  buildTime,
);

function json(folder: string, path: string) {
  return JSON.parse(readFileSync(join(folder, path), "utf8"));
}
