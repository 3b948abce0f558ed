import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import { launchOffline } from "../support/chromium.ts";
import { freePort } from "../support/free-port.ts";
import { filesOf } from "./page-files.ts";
import { apiKey, changed, post, put, start, wholeLoop, writeFrontEnd } from "./reader.ts";

// A reader's app in Go: a module that `go mod init` has made, with a main.go. It gets a page from the first section of the guide.

const root = join(import.meta.dirname, "../..");
const folder = join(root, "snippets/web-js/.build/reader-go");

const main = `package main

import (
	"log"
	"net/http"
	"os"

	"github.com/supertokens/supertokens-golang/recipe/session"
	"github.com/supertokens/supertokens-golang/supertokens"
)

func main() {
	site := os.Getenv("SITE")
	err := supertokens.Init(supertokens.TypeInput{
		Supertokens: &supertokens.ConnectionInfo{
			ConnectionURI: os.Getenv("CORE"),
			APIKey:        os.Getenv("KEY"),
		},
		AppInfo: supertokens.AppInfo{AppName: "reader", APIDomain: site, WebsiteDomain: site},
		RecipeList: []supertokens.Recipe{session.Init(nil)},
	})
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /sign-in", func(w http.ResponseWriter, r *http.Request) {
		if _, err := session.CreateNewSession(r, w, "public", "alice", nil, nil); err != nil {
			http.Error(w, "no session", http.StatusInternalServerError)
		}
	})
	mux.HandleFunc("GET /orders", session.VerifySession(nil, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("[]"))
	}))
	mux.Handle("GET /", http.FileServer(http.Dir("static")))
	log.Fatal(http.ListenAndServe(":"+os.Getenv("PORT"), supertokens.Middleware(mux)))
}
`;

describe.runIf(await canRun("go", "a reader's app in Go"))("Go", () => {
  let core: RunningMockCore;
  let browser: Browser;
  let stop: () => void;
  let site: string;

  beforeAll(async () => {
    core = await startMockCore({ port: 0, apiKeys: [apiKey] });
    browser = await launchOffline();
    const port = await freePort();
    site = `http://localhost:${port}`;
    const guide = await filesOf(browser, { page: "/go", heading: "the-least-that-works" });
    expect(Object.keys(guide)).toEqual([
      "page_session.go",
      "dashboard.go",
      "app.go",
      "renew-session.ts",
      "refresh-session.ts",
    ]);
    const text = (path: string) => guide[path] ?? "";
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const run = (...args: string[]) => promisify(execFile)("go", args, { cwd: folder });
    await run("mod", "init", "example.com/shop");
    const route = changed(text("app.go"), "routes.", "\tmux.");
    put(folder, {
      "main.go": changed(main, '\tmux.Handle("GET /"', `${route}\tmux.Handle("GET /"`),
      "page_session.go": changed(text("page_session.go"), "package app", "package main"),
      "dashboard.go": changed(text("dashboard.go"), "package app", "package main"),
    });
    await writeFrontEnd(folder, site, guide);
    await run(
      "get",
      `github.com/supertokens/supertokens-golang/recipe/session@${version("supertokens-golang")}`,
      `github.com/golang-jwt/jwt/v5@${version("golang-jwt/jwt/v5")}`,
    );
    await run("build", "-o", "shop", ".");
    stop = await start(site, folder, join(folder, "shop"), [], {
      ...{ PORT: String(port), SITE: site, CORE: core.url, KEY: apiKey },
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
    expect((await fetch(`${site}/orders`)).status).toBe(401);
    expect(await (await fetch(site)).text()).toContain("<title>Home</title>");
  });
});

/** The version of a module that the guide installs. */
function version(module: string): string {
  const modules = readFileSync(join(root, "snippets/go/go.mod"), "utf8");
  return new RegExp(`${module} (\\S+)`).exec(modules)?.[1] ?? "latest";
}
