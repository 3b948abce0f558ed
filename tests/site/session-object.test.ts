import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import SuperTokens from "supertokens-node";
import Session, { type SessionContainer } from "supertokens-node/recipe/session";
import { BooleanClaim } from "supertokens-node/recipe/session/claims";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { members } from "../../src/components/SessionObject/members.ts";
import { readSignatures } from "../../src/plugins/session-object/index.ts";

const claim = new BooleanClaim({ key: "seen", fetchValue: () => true });

/** One call of each function, with arguments as a reader would give them. */
const calls: Record<keyof SessionContainer, (session: SessionContainer) => unknown> = {
  getUserId: (session) => session.getUserId(),
  getRecipeUserId: (session) => session.getRecipeUserId(),
  getTenantId: (session) => session.getTenantId(),
  getHandle: (session) => session.getHandle(),
  getAccessTokenPayload: (session) => session.getAccessTokenPayload(),
  mergeIntoAccessTokenPayload: (session) => session.mergeIntoAccessTokenPayload({ plan: "a" }),
  getSessionDataFromDatabase: (session) => session.getSessionDataFromDatabase(),
  updateSessionDataInDatabase: (session) => session.updateSessionDataInDatabase({ cart: 1 }),
  revokeSession: (session) => session.revokeSession(),
  getClaimValue: (session) => session.getClaimValue(claim),
  fetchAndSetClaim: (session) => session.fetchAndSetClaim(claim),
  setClaimValue: (session) => session.setClaimValue(claim, false),
  removeClaim: (session) => session.removeClaim(claim),
  assertClaims: (session) => session.assertClaims([claim.validators.isTrue()]),
  getTimeCreated: (session) => session.getTimeCreated(),
  getExpiry: (session) => session.getExpiry(),
  getAccessToken: (session) => session.getAccessToken(),
  getAllSessionTokensDangerously: (session) => session.getAllSessionTokensDangerously(),
  attachToRequestResponse: (session) => {
    const { PreParsedRequest, CollectingResponse } = custom;
    return session.attachToRequestResponse({
      req: new PreParsedRequest({
        method: "get",
        url: "/",
        query: {},
        headers: new Headers(),
        cookies: {},
        getFormBody: () => Promise.resolve({}),
        getJSONBody: () => Promise.resolve({}),
      }),
      res: new CollectingResponse(),
      transferMethod: "cookie",
    });
  },
};

let core: RunningMockCore;
let custom: typeof import("supertokens-node/framework/custom");

beforeAll(async () => {
  core = await startMockCore({ port: 0 });
  custom = await import("supertokens-node/framework/custom");
  SuperTokens.init({
    framework: "custom",
    supertokens: { connectionURI: core.url },
    appInfo: {
      appName: "Session object",
      apiDomain: "http://localhost:3000",
      websiteDomain: "http://localhost:3000",
    },
    recipeList: [Session.init({ getTokenTransferMethod: () => "cookie" })],
  });
});

afterAll(() => core?.close());

it("calls the core as often as the table says", async () => {
  const made: Record<string, string[]> = {};
  for (const [name, call] of Object.entries(calls)) {
    const session = await Session.createNewSessionWithoutRequestResponse(
      "public",
      SuperTokens.convertToRecipeUserId("user"),
      { seen: { v: true, t: Date.now() } },
    );
    core.control.clearRequests();
    await call(session);
    made[name] = core.control.requests.map(({ method, path }) => `${method} ${path}`);
  }
  await expect(`${JSON.stringify(made, null, 2)}\n`).toMatchFileSnapshot(
    "../../src/components/SessionObject/calls.json",
  );
});

it("knows every function that the SDK declares, by its name", () => {
  const { resolve } = createRequire(import.meta.url);
  const file = join(
    dirname(resolve("supertokens-node")),
    "lib/build/recipe/session/types.d.ts",
  );
  const signatures = readSignatures(file);
  expect(Object.keys(signatures).sort()).toEqual(Object.keys(members).sort());
  expect(signatures.getClaimValue).toBe("<T>(claim: SessionClaim<T>): Promise<T | undefined>");
});
