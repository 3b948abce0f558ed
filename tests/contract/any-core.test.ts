import { expect, onTestFinished, test } from "vitest";
import { startMockCore } from "../../mock-core/src/index.ts";
import { openCore } from "../support/any-core.ts";
import { leftOutBecause } from "./left-out.ts";
import { scenarios } from "./scenarios/index.ts";

const key = "core-api-key-of-24-characters";

async function start() {
  const core = await startMockCore({ apiKeys: [key], accessTokenValidity: 2 });
  onTestFinished(() => core.close());
  const { handle } = await core.control.createSession({ userId: "alice" });
  const sessions = async (url = core.url) => {
    const response = await fetch(`${url}/recipe/session/user?userId=alice`, {
      headers: { "api-key": key, "cdi-version": "5.4" },
    });
    return response.ok ? (await response.json()).sessionHandles : response.status;
  };
  return { core, handle, sessions };
}

const claims = (token: string) =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

test("a core that makes an app for the contract: its sessions are there, and go with it", async () => {
  const { core, handle, sessions } = await start();
  const opened = await openCore(core.url, key, "5.4");
  expect(opened.lifetime).toBe(5);
  const made = await opened.control.createSession({ userId: "alice" });
  const app = `${core.url}/appid-${opened.app}`;
  expect(await sessions(app)).toEqual([made.handle]);
  expect(await sessions()).toEqual([handle]);
  await opened.close();
  expect(await sessions(app)).toBe(400);
  expect(await sessions()).toEqual([handle]);
});

test("a core that makes none: only the contract's own sessions are removed", async () => {
  const { core, handle, sessions } = await start();
  core.control.answerNext({ match: "PUT /recipe/multitenancy/app/v2", status: 402, body: "" });
  const opened = await openCore(core.url, key, "5.4");
  expect([opened.app, opened.lifetime]).toEqual([undefined, 2]);
  await opened.control.createSession({ userId: "alice" });
  expect(await sessions()).toHaveLength(2);
  await opened.close();
  expect(await sessions()).toEqual([handle]);
});

test("a token that has expired is a real one, waited for once", async () => {
  const { core } = await start();
  core.control.answerNext({ match: "PUT /recipe/multitenancy/app/v2", status: 402, body: "" });
  const opened = await openCore(core.url, key, "5.4");
  const { accessToken } = await opened.control.createSession({ userId: "alice" });
  const expired = await opened.control.expire(accessToken);
  expect(claims(expired).exp * 1000).toBeLessThan(Date.now());
  expect(claims(expired).sub).toBe("alice");
  expect(await opened.control.expire(accessToken)).toBe(expired);
  await opened.close();
});

test("the proxy passes on the core's own key, writes down each call, and stands in for outages", async () => {
  const { core } = await start();
  const opened = await openCore(core.url, key, "5.4");
  const call = () =>
    fetch(`${opened.url}/apiversion?a=1`, { headers: { "api-key": "the app's" } });
  const before = opened.control.requests.length;
  expect((await call()).status).toBe(200);
  const [logged] = opened.control.requests.slice(before);
  expect(logged).toMatchObject({ method: "GET", path: "/apiversion", status: 200 });
  await opened.control.outage({ mode: "error", status: 503 });
  expect((await call()).status).toBe(503);
  await opened.control.outage({ mode: "refuse" });
  await expect(call()).rejects.toThrow("fetch failed");
  await opened.control.outage({ mode: "hang" });
  await opened.control.recover();
  expect((await call()).status).toBe(200);
  await opened.close();
});

test("scenarios that need the core's key or clock are left out, and those that would wait for too long", () => {
  const because = (id: string, lifetime: number) => {
    const scenario = scenarios.find((each) => each.id === id);
    if (!scenario) throw new Error(`There is no scenario ${id}`);
    return leftOutBecause(scenario, lifetime);
  };
  expect(because("session-valid", 3600)).toBeUndefined();
  expect(because("session-expired", 5)).toBeUndefined();
  expect(because("session-expired", 3600)).toBe(
    "needs an access_token_validity of at most 60 s",
  );
  expect(because("session-key-rotation", 5)).toBe("needs control of the core");
  expect(because("jwt-not-yet-valid", 5)).toBe("needs control of the core");
});

test("a user who signs up there is the contract's own, and so are all sessions of that user", async () => {
  const { core, handle } = await start();
  core.control.answerNext({ match: "PUT /recipe/multitenancy/app/v2", status: 402, body: "" });
  const opened = await openCore(core.url, key, "5.4");
  const userId = await opened.control.createUser({
    email: "alice@example.org",
    password: "correct horse 1",
  });
  const first = await opened.control.createSession({ userId });
  const second = await opened.control.createSession({ userId });
  const revoked = await opened.control.revokeUser(userId);
  expect(revoked.sort()).toEqual([first.handle, second.handle].sort());
  expect(await opened.control.revokeUser(userId)).toEqual([]);
  const count = async () => {
    const response = await fetch(`${core.url}/users/count`, { headers: { "api-key": key } });
    return (await response.json()).count;
  };
  expect(await count()).toBe(1);
  await opened.close();
  expect(await count()).toBe(0);
  expect(core.control.revoke(handle)).toBe(true);
});
