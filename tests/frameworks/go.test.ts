import { execFile } from "node:child_process";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { jwksCooldown } from "../../contract/jwks-cooldown.ts";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import { coreTimeLimit } from "../support/core-time-limit.ts";
import { apiKey, type Change, goSandbox, startGo } from "../support/go-app.ts";
import { loadPage } from "../support/page-load.ts";
import { entries, problems } from "../support/redirect-back-corpus.ts";
import type { StartedApp } from "../support/start-app.ts";
import { pageCookies } from "./app.ts";

// What is particular to Go: what happens to those who leave out a line of the snippets.

const minutes = 60_000;
const json = { accept: "application/json" };

describe.runIf(await canRun("go", "the traps of Go"))("Go", { timeout: 3 * minutes }, () => {
  let core: RunningMockCore;
  let app: StartedApp | undefined;

  beforeAll(async () => {
    core = await startMockCore({ apiKeys: [apiKey] });
  });
  afterEach(async () => {
    await app?.stop();
    app = undefined;
  });
  afterAll(() => core?.close());

  /** Starts the app with these changes, and asks it. */
  async function start(name: string, changes: readonly Change[] = []): Promise<StartedApp> {
    app = await startGo(await goSandbox(name, changes), core);
    return app;
  }

  const ask = async (path: string, headers: Record<string, string>) => {
    const response = await loadPage(`${app?.url}${path}`, { headers });
    return { status: response.status, text: await response.text() };
  };

  test("no return URL leaves the site, and legitimate ones arrive unchanged", async () => {
    const { url } = await start("redirect-back");
    const found: string[] = [];
    for (const entry of entries) {
      const query = new URLSearchParams({ redirectBack: entry.value });
      const response = await fetch(`${url}/login?${query}`, {
        method: "POST",
        headers: json,
        body: new URLSearchParams({ user: "alice" }),
      });
      const { redirectBack } = (await response.json()) as { redirectBack: string };
      found.push(...problems(entry, redirectBack, url));
    }
    expect(found).toEqual([]);
  });

  test("a sign-in with a body of more than 10 kB is refused, and begins no session", async () => {
    const { url } = await start("redirect-back");
    core.control.clearRequests();
    const response = await fetch(`${url}/login`, {
      method: "POST",
      headers: json,
      body: new URLSearchParams({ user: "alice", more: "x".repeat(10_000) }),
    });
    expect(response.status).toBe(400);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(core.control.requests).toEqual([]);
  });

  // Anybody can send these: a header without a type, with a key id that is null, and half of an old token.
  const panics = [
    `${part({ alg: "RS256", kid: "d-1" })}.${part({ sub: "alice" })}.eA`,
    `${part({ alg: "RS256", typ: "JWT", kid: null })}.${part({ sub: "alice" })}.eA`,
    "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsInZlcnNpb24iOiIyIn0=",
  ];
  const cookie = (token: string) => ({ cookie: `sAccessToken=${encodeURIComponent(token)}` });

  test("tokens at which the SDK panics get the error page, on pages and APIs", async () => {
    await start("panic");
    for (const token of panics) {
      const page = await ask("/dashboard", { ...cookie(token), accept: "text/html" });
      expect(page).toMatchObject({
        status: 500,
        text: expect.stringContaining("Try again"),
      });
      expect(await ask("/api/user", { ...cookie(token), ...json })).toEqual({
        status: 500,
        text: '{"message":"internal error"}',
      });
    }
    const log = () => app?.output ?? [];
    // What the app has printed arrives by a pipe.
    await expect
      .poll(() => log().filter((line) => line.includes("panic: ")).length)
      .toBe(2 * panics.length);
    expect(log().join("\n")).toContain("supertokens-golang");
  });

  test("without Recover they get no response at all", async () => {
    await start("panic-unanswered", [
      [
        "app.go",
        "NoStore(Recover(SameOrigin(supertokens.Middleware(routes))))",
        "supertokens.Middleware(routes)",
      ],
    ]);
    for (const token of panics)
      await expect(ask("/dashboard", cookie(token))).rejects.toThrow("socket hang up");
  });

  test("a handler that goes on after ErrorHandler sends its secret behind the 403", async () => {
    const request = async () => ({ ...json, cookie: await pageCookies(core) });
    await start("goes-on", [["assert_claims.go", "\t\treturn //", "\t\t//"]]);
    const leak = await ask("/api/admin", await request());
    expect(leak.status).toBe(403);
    expect(leak.text).toContain("The cake is real");
    await app?.stop();
    await start("returns");
    const refused = await ask("/api/admin", await request());
    expect(refused.status).toBe(403);
    expect(refused.text).not.toContain("cake");
  });

  test("the token of a core whose clock is ahead is taken, with and without the SDK", async () => {
    await start("core-ahead");
    const { handle } = await core.control.createSession({ userId: "alice" });
    const token = await core.control.mintAccessToken({
      sessionHandle: handle,
      payload: { roles: { v: [], t: Date.now() } },
      issuedAt: Date.now() + minutes,
    });
    expect((await ask("/dashboard", cookie(token))).status).toBe(200);
    expect((await ask("/dashboard-jwt", cookie(token))).status).toBe(200);
  });

  test("no request writes into the validators of all", async () => {
    await goTest(await goSandbox("shared-validators"), "claims_test.go");
  });

  test("a handler that ignores the error of GetSession has no session to ask, and panics", async () => {
    await start("ignores", [["verify_session.go", "err != nil", "false"]]);
    const page = await ask("/dashboard", { accept: "text/html" });
    expect(page.status).toBe(500);
    // The response arrives before the line in the log.
    const log = () => app?.output.join("\n");
    await expect.poll(log).toContain("panic: runtime error: invalid memory address");
  });

  test("a claim whose value is no []any panics where it is fetched again", async () => {
    const { accessToken } = await core.control.createSession({ userId: "bob" });
    const withoutClaim = { cookie: `sAccessToken=${accessToken}`, ...json };
    await start("claim");
    expect((await ask("/api/user", withoutClaim)).status).toBe(200);
    await app?.stop();
    await start("claim-of-strings", [
      ["claims.go", "return claimedRoles(userID), nil", "return rolesOf(userID), nil"],
    ]);
    expect((await ask("/api/user", withoutClaim)).status).toBe(500);
    expect(app?.output.join("\n")).toContain("interface conversion");
  });

  test("a validator of the SDK panics at a claim that is missing and must not be fetched", async () => {
    const { accessToken } = await core.control.createSession({ userId: "bob" });
    const withoutClaim = { cookie: `sAccessToken=${accessToken}`, accept: "text/html" };
    await start("claim-missing", [["page_load.go", "claim != nil &&", "false &&"]]);
    expect((await ask("/dashboard", withoutClaim)).status).toBe(500);
    const log = () => app?.output.join("\n");
    await expect.poll(log).toContain("panic: interface conversion: interface {} is nil");
  });

  test("AdminData without VerifySession around it reveals nothing", async () => {
    await start("unprotected", [
      ["protect_api.go", "session.VerifySession(nil, AdminData)", "AdminData"],
    ]);
    const answer = await ask("/api/admin", { ...json, cookie: await pageCookies(core) });
    expect(answer).toEqual({ status: 500, text: '{"message":"internal error"}' });
  });

  describe("a core that fails", () => {
    afterEach(() => core.control.recover());

    const timed = async (send: () => Promise<{ status: number }[]>) => {
      const start = performance.now();
      const statuses = (await send()).map(({ status }) => status);
      return { statuses, elapsed: performance.now() - start };
    };

    test("ten pages of a server without keys wait for a core that never responds at the same time", async () => {
      await start("hangs");
      const headers = { cookie: await pageCookies(core), accept: "text/html" };
      await core.control.outage({ mode: "hang" });
      const { statuses, elapsed } = await timed(() =>
        Promise.all(Array.from({ length: 10 }, () => ask("/dashboard", headers))),
      );
      expect(new Set(statuses)).toEqual(new Set([500]));
      // The SDK fetches the keys under a lock, once for each request that waits for it.
      expect(elapsed).toBeLessThan(coreTimeLimit);
    });

    test("the first sign-in of a server waits five seconds for the version of the core", async () => {
      const { url } = await start("hangs-at-sign-in");
      await core.control.outage({ mode: "hang" });
      core.control.clearRequests();
      const { statuses, elapsed } = await timed(async () => [
        await fetch(`${url}/login`, {
          method: "POST",
          headers: json,
          body: new URLSearchParams({ user: "alice" }),
        }),
      ]);
      expect(statuses).toEqual([500]);
      expect(elapsed).toBeLessThan(coreTimeLimit);
      const paths = core.control.requests.map(({ path }) => path.split("?")[0]);
      expect(paths).toEqual(["/apiversion"]);
    });

    test("while it responds 503, unknown keys on a page of the SDK fetch no more often than the cooldown allows", async () => {
      await start("fails");
      expect((await ask("/dashboard", { cookie: await pageCookies(core) })).status).toBe(200);
      const { handle } = await core.control.createSession({ userId: "alice" });
      const unknown = await core.control.mintAccessToken({
        sessionHandle: handle,
        kid: "d-1000000000000",
      });
      await core.control.outage({ mode: "error", status: 503 });
      core.control.clearRequests();
      const { statuses, elapsed } = await timed(async () => {
        const answers = [];
        for (let i = 0; i < 30; i++) answers.push(await ask("/dashboard", cookie(unknown)));
        return answers;
      });
      expect(new Set(statuses)).toEqual(new Set([302]));
      expect(core.control.requests.length).toBeLessThanOrEqual(
        1 + Math.floor(elapsed / jwksCooldown),
      );
    });
  });

  test("only calls to the core have a limit, and one fetch of the keys serves all who wait", async () => {
    const dir = await goSandbox("other-hosts");
    await goTest(dir, "core_timeout_test.go");
  });

  test("what verifies a token alone imports no SDK, not even indirectly", async () => {
    const dir = await goSandbox("no-sdk");
    const files = ["verify_jwt", "core_keys", "keys_transport"];
    const yours = ["config", "page", "error_page", "refresh"];
    const names = [...files, ...yours].map((name) => `${name}.go`);
    const { stdout } = await promisify(execFile)("go", ["list", "-deps", ...names], {
      cwd: dir,
    });
    expect(stdout).toContain("github.com/lestrrat-go/jwx/v3/jwt");
    expect(stdout).not.toContain("supertokens");
    await promisify(execFile)("go", ["vet", ...names], { cwd: dir });
  });

  test("VerifySession before Init ends the program", async () => {
    const started = start("too-early", [
      [
        "protect_api.go",
        "func addAPI(",
        "var early = session.VerifySession(nil, User)\n\nfunc addAPI(",
      ],
      ["app.go", '"POST /login", SignIn', '"GET /early", early'],
    ]);
    await expect(started).rejects.toThrow("should call the supertokens.Init function before");
  });

  test("the SDK speaks version 3.1 of the core's interface", async () => {
    await start("cdi");
    core.control.clearRequests();
    const headers = { cookie: await pageCookies(core) };
    expect((await ask("/dashboard-checked", headers)).status).toBe(200);
    const calls = core.control.requests.filter(({ path }) => path.startsWith("/recipe/"));
    expect(calls.map((call) => call.headers["cdi-version"])).toEqual(["3.1"]);
  });

  test("an error of the core is not shown to whoever caused it", async () => {
    const { url } = await start("core-error");
    const refresh = async (at: string) => {
      const response = await fetch(`${at}/auth/session/refresh`, {
        method: "POST",
        headers: { ...json, rid: "session", cookie: "sRefreshToken=x" },
      });
      return response.text();
    };
    await core.control.outage({ mode: "error" });
    try {
      expect(await refresh(url)).toBe('{"message":"internal error"}');
      await app?.stop();
      await start("core-error-shown", [
        ["init.go", "ErrorPage(w, r, err)", "http.Error(w, err.Error(), 500)"],
      ]);
      expect(await refresh(app?.url ?? "")).toContain("SuperTokens core");
    } finally {
      await core.control.recover();
    }
  });
});

/** Runs one of the tests in go/, with the sandbox in `dir`. */
async function goTest(dir: string, file: string): Promise<void> {
  await copyFile(new URL(`go/${file}`, import.meta.url), join(dir, file));
  await promisify(execFile)("go", ["test", "-vet=off", "."], { cwd: dir });
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
