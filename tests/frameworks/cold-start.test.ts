import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { compose, writeFiles } from "../../sandboxes/compose.ts";
import { loadPage, type PageLoad } from "../support/page-load.ts";
import { type StartedApp, startApp } from "../support/start-app.ts";
import { pageCookies, refreshCookies } from "./app.ts";

// The sandboxes start a new instance of the function for every request.
vi.stubEnv("COLD", "1");

const apiKey = "contract-api-key-of-24-characters";
const keys = "GET /.well-known/jwks.json";
const version = "GET /apiversion";

describe.each(["aws-lambda", "netlify"])("%s, with a new instance for every request,", (id) => {
  // Next to the folder of the contract's own run, with the same packages above it.
  const dir = fileURLToPath(new URL(`../../sandboxes/${id}/.cache/cold`, import.meta.url));
  let core: RunningMockCore;
  let app: StartedApp;

  beforeAll(async () => {
    await writeFiles(await compose(id), dir);
    core = await startMockCore({ port: 0, apiKeys: [apiKey] });
    app = await startApp(dir, { url: core.url, apiKey });
  });

  afterAll(async () => {
    await app?.stop();
    await core?.close();
  });

  /** The calls to the core that one request costs, on an instance that has just started. */
  async function cost(path: string, init?: PageLoad): Promise<[status: number, ...string[]]> {
    await core.control.clearRequests();
    const { status } = await loadPage(app.url + path, init);
    return [status, ...core.control.requests.map(({ method, path }) => `${method} ${path}`)];
  }

  test.each([
    ["/dashboard", keys],
    ["/dashboard-jwt", keys],
    ["/welcome", keys],
    ["/api/user", keys],
    ["/dashboard-checked", keys, version, "POST /recipe/session/verify"],
  ])(
    "%s of a session fetches the keys, and what it would ask for anyway",
    async (path, ...calls) => {
      const headers = { cookie: await pageCookies(core) };
      expect(await cost(path, { headers })).toEqual([200, ...calls]);
    },
  );

  test.each([
    ["/dashboard", 302],
    ["/dashboard-jwt", 302],
    ["/welcome", 200],
  ])("%s of a guest costs nothing", async (path, status) => {
    expect(await cost(path)).toEqual([status]);
  });

  test("a refresh asks for the core's version first, and the page after it for the keys too", async () => {
    const refresh = async () => ({
      method: "POST",
      headers: { rid: "session", cookie: await refreshCookies(core) },
    });
    const calls = [version, "POST /recipe/session/refresh"];
    expect(await cost("/auth/session/refresh", await refresh())).toEqual([200, ...calls]);

    const response = await fetch(`${app.url}/auth/session/refresh`, await refresh());
    const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const first = [keys, version, "POST /recipe/session/verify"];
    expect(await cost("/dashboard", { headers: { cookie } })).toEqual([200, ...first]);
  });

  test("signing in needs no keys, signing out does", async () => {
    const body = new URLSearchParams({ user: "alice" });
    const json = { accept: "application/json" };
    const newSession = [version, "GET /user/id", "POST /public/recipe/session"];
    expect(await cost("/login", { method: "POST", body, headers: json })).toEqual([
      200,
      ...newSession,
    ]);

    const headers = { rid: "session", cookie: await pageCookies(core) };
    const end = [keys, version, "POST /recipe/session/remove"];
    expect(await cost("/auth/signout", { method: "POST", headers })).toEqual([200, ...end]);
  });

  test("five instances that start at once fetch the keys five times: they share nothing", async () => {
    const headers = { cookie: await pageCookies(core) };
    await core.control.clearRequests();
    await Promise.all(
      Array.from({ length: 5 }, () => fetch(`${app.url}/dashboard`, { headers })),
    );
    expect(core.control.requests.map(({ path }) => path)).toEqual(
      Array(5).fill("/.well-known/jwks.json"),
    );
  });

  test("an instance that starts while the core is down leads to the refresh page; with the JWT alone, to an error page", async () => {
    const headers = { cookie: await pageCookies(core) };
    await core.control.outage({ mode: "refuse" });
    try {
      expect((await loadPage(`${app.url}/dashboard`, { headers })).status).toBe(302);
      expect((await fetch(`${app.url}/dashboard-jwt`, { headers })).status).toBe(500);
    } finally {
      await core.control.recover();
    }
  });
});
