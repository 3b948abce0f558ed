import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { MockCore } from "../../mock-core/src/mock-core.ts";
import { type Client, newCore } from "./client.ts";

// The order of members and of lists. The recorded responses of the real core (core-vectors.json) tell which members there
// are, but the recorder sorted them: their order is the one in which the core's classes add them, named below. The claims of
// an access token have no order here, since the core leaves it to its JWT library.

/** The kinds of objects in responses: a member that marks each, and all of its members in their order. */
const kinds: Record<string, { mark: string; members: readonly string[] }> = {
  // AuthRecipeUserInfo.java toJson
  user: {
    mark: "loginMethods",
    members: [
      ...["id", "isPrimaryUser", "tenantIds", "timeJoined", "emails", "phoneNumbers"],
      ...["thirdParty", "webauthn", "loginMethods"],
    ],
  },
  "login method": {
    mark: "recipeId",
    members: [
      ...["tenantIds", "recipeUserId", "verified", "timeJoined", "recipeId"],
      ...["email", "phoneNumber", "thirdParty"],
    ],
  },
  // AuthRecipeUserInfo.java toJsonWithoutAccountLinking
  "user before CDI 4.0": {
    mark: "timeJoined",
    members: ["id", "timeJoined", "tenantIds", "email", "phoneNumber", "thirdParty"],
  },
  // SessionInformationHolder.java toJsonObject, SessionAPI.java, RefreshSessionAPI.java
  "session with tokens": {
    mark: "session",
    members: ["session", "accessToken", "refreshToken", "antiCsrfToken", "status"],
  },
  // SessionInfo.java
  session: {
    mark: "handle",
    members: ["handle", "userId", "recipeUserId", "userDataInJWT", "tenantId"],
  },
  // TokenInfo.java
  token: { mark: "createdTime", members: ["token", "expiry", "createdTime"] },
  // SessionInfo.java of the plugin interface, SessionAPI.java doGet
  "stored session": {
    mark: "userDataInDatabase",
    members: [
      ...["sessionHandle", "userId", "recipeUserId", "userDataInDatabase", "expiry"],
      ...["userDataInJWT", "timeCreated", "status", "tenantId"],
    ],
  },
  // CreateCodeAPI.java
  "code to send": {
    mark: "linkCode",
    members: [
      ...["status", "preAuthSessionId", "codeId", "deviceId", "userInputCode", "linkCode"],
      ...["timeCreated", "codeLifetime"],
    ],
  },
  // GetCodesAPI.java
  device: {
    mark: "codes",
    members: [
      "preAuthSessionId",
      "failedCodeInputAttemptCount",
      "email",
      "phoneNumber",
      "codes",
    ],
  },
  code: { mark: "codeLifetime", members: ["codeId", "timeCreated", "codeLifetime"] },
  // GetTotpDevicesAPI.java
  "TOTP device": { mark: "skew", members: ["name", "period", "skew", "verified"] },
  // TenantConfig.java toJson_v2, CreateOrUpdateTenantOrGetTenantV2API.java
  tenant: {
    mark: "coreConfig",
    members: [
      ...["thirdParty", "firstFactors", "requiredSecondaryFactors", "coreConfig", "tenantId"],
      "status",
    ],
  },
  // AuthRecipeUserInfo.java; the mark of others too, hence the last
  "third-party login": { mark: "userId", members: ["id", "userId"] },
};

type Found = { kind: string; names: string[]; expected: string[] };

/** Every object of a known kind in a value; the first kind whose mark it has is its own. What an app chose is left out. */
function objectsIn(value: unknown): Found[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value)
    .filter(([name]) => !["userDataInJWT", "userDataInDatabase", "providers"].includes(name))
    .flatMap(([, each]) => objectsIn(each));
  const names = Object.keys(value);
  const found = Object.entries(kinds).find(([, { mark }]) => names.includes(mark));
  if (Array.isArray(value) || found === undefined || isReport(value)) return inner;
  const [kind, { members }] = found;
  return [{ kind, names, expected: members.filter((name) => names.includes(name)) }, ...inner];
}

/** A refusal begins with its status, also one that names a session. */
const isReport = (value: object): boolean => "status" in value && value.status !== "OK";

test("the real core's members are all known here", () => {
  const flows: { steps: { status: number; response: unknown }[] }[] = JSON.parse(
    readFileSync(new URL("core-vectors.json", import.meta.url), "utf8"),
  );
  const found = flows.flatMap(({ steps }) =>
    steps.flatMap(({ response }) => objectsIn(response)),
  );
  expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(Object.keys(kinds)));
  for (const { kind, names, expected } of found) {
    // A long name that the recorder took for a random value.
    const legible = names.filter((name) => name !== "<opaque>");
    expect([kind, ...legible.sort()]).toEqual([kind, ...expected.sort()]);
  }
});

type Step = { kind: keyof typeof acts; at: number; of: number };

/** What a run has made, in the order in which it made it. */
type World = {
  core: Pick<MockCore, "fetch">;
  client: Client;
  userIds: string[];
  handles: Record<string, string[]>;
  devices: { deviceId: string; codeIds: string[] }[];
  count: number;
};

const start = Date.UTC(2026, 0, 1);
const chosen = <T>(list: T[], at: number) => list[at % list.length];

/** Each gives the responses whose order is held to the core's. */
const acts = {
  async signUp({ client, userIds, count }: World) {
    const { body } = await client.post("/recipe/signup", {
      email: `u${count}@x.io`,
      password: "password1",
    });
    userIds.push(body.user.id);
    return [body];
  },
  async signInUp({ core, client, userIds, count }: World, { at }: Step) {
    const login = {
      thirdPartyId: "google",
      thirdPartyUserId: `g${count}`,
      email: { id: `g${count}@x.io`, isVerified: at % 2 === 0 },
    };
    const { body } = await client.post("/recipe/signinup", login);
    userIds.push(body.user.id);
    // The client knows the newest CDI alone.
    const before = await core.fetch(
      new Request("http://core/recipe/signinup", {
        method: "POST",
        headers: { "cdi-version": "3.1" },
        body: JSON.stringify(login),
      }),
    );
    return [body, await before.json()];
  },
  async link({ client, userIds }: World, { at, of }: Step) {
    const primaryUserId = chosen(userIds, at);
    const recipeUserId = chosen(userIds, of);
    if (!primaryUserId || !recipeUserId) return [];
    await client.post("/recipe/accountlinking/user/primary", { recipeUserId: primaryUserId });
    const linked = await client.post("/recipe/accountlinking/user/link", {
      recipeUserId,
      primaryUserId,
    });
    return [linked.body];
  },
  async signIn({ client, userIds, handles }: World, { at, of }: Step) {
    const userId = chosen(userIds, at);
    if (!userId) return [];
    const made = await client.create({ userId, enableAntiCsrf: of % 2 === 0 });
    handles[userId] = [...(handles[userId] ?? []), made.handle];
    const refreshed = await client.refresh(made.R, {
      enableAntiCsrf: of % 2 === 0,
      ...(of % 2 === 0 && { antiCsrfToken: made.body.antiCsrfToken }),
    });
    const verified = await client.verify(refreshed.A);
    const stored = await client.info(made.handle);
    return [made.body, refreshed.body, verified.body, stored.body];
  },
  async sendCode({ client, devices, count }: World, { at, of }: Step) {
    const known = of % 2 === 0 ? chosen(devices, at) : undefined;
    const contact =
      at % 2 === 0 ? { email: `c${count}@x.io` } : { phoneNumber: `+1555${count}` };
    const { body } = await client.post(
      "/recipe/signinup/code",
      known ? { deviceId: known.deviceId } : contact,
    );
    const codeId = String(body.codeId);
    if (known) known.codeIds.push(codeId);
    else devices.push({ deviceId: String(body.deviceId), codeIds: [codeId] });
    return [body];
  },
  async addDevice({ client, userIds }: World, { at, of }: Step) {
    const userId = chosen(userIds, at);
    if (!userId) return [];
    const device = { userId, deviceName: `phone ${of}`, skew: 1, period: 30 };
    await client.post("/recipe/totp/device", device);
    return [(await client.get(`/recipe/totp/device/list?userId=${userId}`)).body];
  },
  async putTenant({ client }: World, { at, of }: Step) {
    await client.put("/recipe/multitenancy/tenant/v2", {
      tenantId: `t${at}`,
      ...(of % 2 === 0 && { firstFactors: ["thirdparty", "emailpassword"] }),
      ...(of % 3 === 0 && { requiredSecondaryFactors: ["totp"] }),
    });
    const one = await client.get(`/t${at}/recipe/multitenancy/tenant/v2`);
    const all = await client.get("/recipe/multitenancy/tenant/list/v2");
    return [one.body, all.body];
  },
};

const isSorted = (times: number[], sign: 1 | -1 = 1) =>
  times.every((time, i) => i === 0 || sign * (time - (times[i - 1] ?? 0)) >= 0);

type User = { timeJoined: number; loginMethods: { timeJoined: number }[] };

/** What lists there are after a step. */
async function checkLists({ client, handles, devices, userIds }: World) {
  for (const [order, sign] of [["ASC", 1] as const, ["DESC", -1] as const]) {
    const { body } = await client.get(`/users?timeJoinedOrder=${order}`);
    const users = body.users as unknown as User[];
    // AuthRecipe.java getUsers; addLoginMethod of AuthRecipeUserInfo.java
    expect(
      isSorted(
        users.map(({ timeJoined }) => timeJoined),
        sign,
      ),
      `users ${order}`,
    ).toBe(true);
    for (const { timeJoined, loginMethods } of users) {
      const times = loginMethods.map((method) => method.timeJoined);
      expect(isSorted(times), `login methods ${times}`).toBe(true);
      expect(timeJoined).toBe(times[0]);
    }
    holdTo(body);
  }
  // The core leaves these two to its database. Here they are as they were made, so that a test sees one order only.
  for (const { deviceId, codeIds } of devices) {
    const query = new URLSearchParams({ deviceId });
    const { body } = await client.get(`/recipe/signinup/codes?${query}`);
    const [device] = body.devices as { codes: { codeId: string }[] }[];
    expect(device?.codes.map(({ codeId }) => codeId)).toEqual(codeIds);
    holdTo(body);
  }
  for (const userId of userIds) {
    const query = `userId=${userId}&fetchSessionsForAllLinkedAccounts=false`;
    const { body } = await client.get(`/recipe/session/user?${query}`);
    const made = (handles[userId] ?? []).filter((each) => body.sessionHandles.includes(each));
    expect(body.sessionHandles).toEqual(made);
  }
}

function holdTo(body: unknown) {
  for (const { kind, names, expected } of objectsIn(body))
    expect([kind, ...names]).toEqual([kind, ...expected]);
}

test("members and lists are in the core's order", { timeout: 120_000 }, async () => {
  const core = newCore();
  const { client, control } = core;
  const step = fc.record({
    kind: fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])),
    at: fc.nat(11),
    of: fc.nat(11),
  });
  const seen = new Set<string>();
  let longest = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 10, maxLength: 30, size: "max" }),
      async (steps) => {
        await control.reset();
        const world: World = { core, client, userIds: [], handles: {}, devices: [], count: 0 };
        for (const each of steps) {
          // Not always forwards: who signs up later may have joined earlier.
          control.clock.set(start + ((each.at * 7 + each.of * 5) % 12) * 1000);
          world.count++;
          for (const body of await acts[each.kind](world, each)) {
            holdTo(body);
            for (const { kind } of objectsIn(body)) seen.add(kind);
          }
        }
        await checkLists(world);
        const { body } = await client.get("/users");
        for (const { loginMethods } of body.users as unknown as User[])
          longest = Math.max(longest, loginMethods.length);
      },
    ),
    { numRuns: 30 },
  );
  // The steps have met what they are to meet.
  expect(longest).toBeGreaterThan(2);
  expect([...seen]).toEqual(
    expect.arrayContaining(["user", "login method", "TOTP device", "tenant"]),
  );
});
