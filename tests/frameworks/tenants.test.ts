import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { loadPage } from "../support/page-load.ts";
import { type Listening, listen } from "./listen.ts";

// Two tenants of one app: their access tokens are signed with the same keys.

let core: RunningMockCore;
let app: Listening;

beforeAll(async () => {
  core = await startMockCore();
  vi.stubEnv("SUPERTOKENS_CORE_URI", core.url);
  for (const tenantId of ["acme", "umbrella"]) {
    const response = await fetch(`${core.url}/recipe/multitenancy/tenant/v2`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ tenantId }),
    });
    expect(await response.json()).toMatchObject({ status: "OK" });
  }
  app = await listen((await import("../../snippets/tenants/app.ts")).app);
});

afterAll(async () => {
  app?.stop();
  await core?.close();
});

async function dashboardOf(tenant: string, signedInTo?: string): Promise<Response> {
  const session =
    signedInTo && (await core.control.createSession({ userId: "alice", tenantId: signedInTo }));
  return loadPage(`${app.origin}/tenants/${tenant}/dashboard`, {
    headers: session ? { cookie: `sAccessToken=${session.accessToken}` } : {},
  });
}

test("a session opens the pages of its own tenant", async () => {
  const response = await dashboardOf("acme", "acme");
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("Signed in as alice");
});

test.each(["umbrella", "public", "ACME"])(
  "a session does not open the pages of another tenant, %s",
  async (tenant) => {
    const response = await dashboardOf(tenant, "acme");
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain("alice");
  },
);

test("without a session the refresh page is next", async () => {
  expect((await dashboardOf("acme")).headers.get("location")).toBe(
    "/refresh-session?redirectBack=%2Ftenants%2Facme%2Fdashboard",
  );
});

test("no cache may keep a page, nor hand it to a visitor with other cookies", async () => {
  for (const response of [await dashboardOf("acme", "acme"), await dashboardOf("acme")]) {
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("vary")).toMatch(/\bCookie\b/);
  }
});
