import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { makeEnvironment } from "../../sandboxes/runtimes/python/lab/toolchain.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import { launchOffline } from "../support/chromium.ts";
import { freePort } from "../support/free-port.ts";
import { oneAuthority } from "../support/start-app.ts";
import { filesOf } from "./page-files.ts";
import { apiKey, changed, post, put, start, wholeLoop, writeFrontEnd } from "./reader.ts";

// A reader's app as FastAPI's tutorial lays it out: main.py, a router of its own in routers/, static files. It gets a page from the first
// section of the guide.

const root = join(import.meta.dirname, "../..");
const folder = join(root, "snippets/web-js/.build/reader-fastapi");

const main = `from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from supertokens_python import InputAppInfo, SupertokensConfig, init
from supertokens_python.framework.fastapi import get_middleware
from supertokens_python.recipe import session

from routers import items

init(
    framework="fastapi",
    mode="asgi",
    supertokens_config=SupertokensConfig(connection_uri="CORE", api_key="KEY"),
    app_info=InputAppInfo(app_name="reader", api_domain="SITE", website_domain="SITE"),
    recipe_list=[session.init()],
)

app = FastAPI()
app.add_middleware(get_middleware())
app.include_router(items.router)
app.mount("/", StaticFiles(directory="static", html=True), name="static")
`;

const items = `from typing import Annotated

from fastapi import APIRouter, Depends, Request
from supertokens_python.recipe.session import SessionContainer
from supertokens_python.recipe.session.asyncio import create_new_session
from supertokens_python.recipe.session.framework.fastapi import verify_session
from supertokens_python.types import RecipeUserId

router = APIRouter()


@router.post("/sign-in")
async def sign_in(request: Request) -> dict[str, str]:
    await create_new_session(request, "public", RecipeUserId("alice"))
    return {}


@router.get("/items/")
async def read_items(session: Annotated[SessionContainer, Depends(verify_session())]) -> list[str]:
    return [session.get_user_id()]
`;

describe.runIf(await canRun("python", "a reader's app with FastAPI"))("FastAPI", () => {
  let core: RunningMockCore;
  let browser: Browser;
  let stop: () => void;
  let site: string;

  beforeAll(async () => {
    core = await startMockCore({ port: 0, apiKeys: [apiKey] });
    browser = await launchOffline();
    site = `http://localhost:${await freePort()}`;
    const guide = await filesOf(browser, {
      page: "/fastapi",
      heading: "the-least-that-works",
    });
    expect(Object.keys(guide)).toEqual([
      "page_session.py",
      "app.py",
      "renew-session.ts",
      "refresh-session.ts",
    ]);
    rmSync(folder, { recursive: true, force: true });
    put(folder, {
      "page_session.py": guide["page_session.py"] ?? "",
      "routers/items.py": items,
      "main.py": withPage(main, guide["app.py"] ?? "")
        .replaceAll("SITE", site)
        .replace("CORE", core.url)
        .replace("KEY", apiKey),
    });
    await writeFrontEnd(folder, site, guide);
    const python = await makeEnvironment(
      join(root, ".cache/python/reader-fastapi"),
      join(root, "snippets/fastapi/requirements.txt"),
    );
    const { port } = new URL(site);
    stop = await start(site, folder, python, ["-m", "uvicorn", "main:app", "--port", port], {
      SSL_CERT_FILE: oneAuthority(),
    });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    stop?.();
    await core?.close();
  });

  wholeLoop(() => ({
    browser,
    core,
    page: `${site}/dashboard`,
    signInPage: `${site}/login/?redirectBack=%2Fdashboard`,
    signIn: async (page) => {
      await post(page, site, `${site}/sign-in`);
      return "alice";
    },
  }));

  test("what the app had before is there", async () => {
    expect((await fetch(`${site}/items/`)).status).toBe(401);
    expect(await (await fetch(site)).text()).toContain("<title>Home</title>");
  });
});

/** The reader's main.py with the page of the guide's example. */
function withPage(before: string, example: string): string {
  const imports = example.match(/^from (fastapi.responses|page_session) import .+$/gm) ?? [];
  const page = /^pages = [\s\S]*include_router\(pages\)$/m.exec(example)?.[0] ?? "";
  let text = changed(
    before,
    "from fastapi import FastAPI",
    "from fastapi import APIRouter, FastAPI",
  );
  text = changed(
    text,
    "from routers import items",
    ["from routers import items", ...imports].join("\n"),
  );
  return changed(text, "app.mount(", `${page}\napp.mount(`);
}
