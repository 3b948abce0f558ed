import supertokens from "supertokens-node";
import { handleAuthAPIRequest } from "supertokens-node/custom";
import AccountLinking from "supertokens-node/recipe/accountlinking/index.js";
import Dashboard from "supertokens-node/recipe/dashboard/index.js";
import EmailPassword from "supertokens-node/recipe/emailpassword/index.js";
import EmailVerification from "supertokens-node/recipe/emailverification/index.js";
import MultiFactorAuth from "supertokens-node/recipe/multifactorauth/index.js";
import Multitenancy from "supertokens-node/recipe/multitenancy/index.js";
import Passwordless from "supertokens-node/recipe/passwordless/index.js";
import Session from "supertokens-node/recipe/session/index.js";
import ThirdParty from "supertokens-node/recipe/thirdparty/index.js";
import Totp from "supertokens-node/recipe/totp/index.js";
import UserMetadata from "supertokens-node/recipe/usermetadata/index.js";
import UserRoles from "supertokens-node/recipe/userroles/index.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningMockCore, startMockCore } from "../../mock-core/src/index.ts";
import { totpNow } from "./totp.ts";

// Each recipe of the published Node SDK through its whole flow: its functions, and the routes that a browser calls.

let core: RunningMockCore;
/** Whether users with the same verified e-mail address become one. */
let links = false;

beforeAll(async () => {
  core = await startMockCore();
  // What the SDK would send goes to the core's outbox, and nowhere else.
  const silent = <T extends object>(original: T) => ({
    ...original,
    sendEmail: async () => {},
  });
  const noSms = <T extends object>(original: T) => ({ ...original, sendSms: async () => {} });
  supertokens.init({
    framework: "custom",
    supertokens: { connectionURI: core.url },
    appInfo: {
      appName: "app",
      apiDomain: "http://localhost:3000",
      websiteDomain: "http://localhost:3000",
    },
    recipeList: [
      Session.init({ getTokenTransferMethod: () => "header" }),
      EmailPassword.init({ emailDelivery: { override: silent } }),
      EmailVerification.init({ mode: "OPTIONAL", emailDelivery: { override: silent } }),
      ThirdParty.init({
        signInAndUpFeature: {
          providers: [
            {
              config: {
                thirdPartyId: "custom",
                clients: [{ clientId: "c" }],
                authorizationEndpoint: "https://provider.test/authorize",
              },
              override: (original) =>
                ({
                  ...original,
                  exchangeAuthCodeForOAuthTokens: async () => ({ access_token: "t" }),
                  getUserInfo: async () => ({
                    thirdPartyUserId: "p1",
                    email: { id: "provided@x.io", isVerified: true },
                    rawUserInfoFromProvider: {},
                  }),
                }) as typeof original,
            },
          ],
        },
      }),
      Passwordless.init({
        contactMethod: "EMAIL_OR_PHONE",
        flowType: "USER_INPUT_CODE_AND_MAGIC_LINK",
        emailDelivery: { override: silent },
        smsDelivery: { override: noSms },
      }),
      UserMetadata.init(),
      UserRoles.init(),
      Totp.init(),
      MultiFactorAuth.init(),
      Multitenancy.init(),
      Dashboard.init(),
      AccountLinking.init({
        shouldDoAutomaticAccountLinking: async () =>
          links
            ? { shouldAutomaticallyLink: true, shouldRequireVerification: true }
            : { shouldAutomaticallyLink: false },
      }),
    ],
  });
}, 30_000);
afterAll(() => core.close());

type Reply = { status: number; body: Record<string, unknown>; token: string };

/** A browser's request to a route of the SDK. */
async function ask(
  method: string,
  path: string,
  body?: unknown,
  token?: string,
): Promise<Reply> {
  const response = await handleAuthAPIRequest()(
    new Request(`http://localhost:3000/auth${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  return {
    status: response.status,
    body: text.startsWith("{") ? JSON.parse(text) : { text },
    token: response.headers.get("st-access-token") ?? "",
  };
}

const post = (path: string, body: unknown, token?: string) => ask("POST", path, body, token);

const form = (email: string, password = "password1") => ({
  formFields: [
    { id: "email", value: email },
    { id: "password", value: password },
  ],
});

const id = (userId: string) => supertokens.convertToRecipeUserId(userId);

/** A new user with a password. */
async function signUp(email: string) {
  const made = await EmailPassword.signUp("public", email, "password1");
  if (made.status !== "OK") throw new Error(made.status);
  return { user: made.user, recipeUserId: made.recipeUserId };
}

/** A new user of another provider. */
async function signInUp(userId: string, email: string, isVerified = false, tenant = "public") {
  const made = await ThirdParty.manuallyCreateOrUpdateUser(
    tenant,
    "google",
    userId,
    email,
    isVerified,
  );
  if (made.status !== "OK") throw new Error(made.status);
  return made;
}

describe("EmailPassword and EmailVerification", () => {
  test("a link resets a password", async () => {
    const made = await post("/signup", form("ep@x.io"));
    expect(made.body).toMatchObject({ status: "OK", user: { emails: ["ep@x.io"] } });

    await post("/user/password/reset/token", {
      formFields: [{ id: "email", value: "ep@x.io" }],
    });
    const link = new URL(
      await core.control.takeLink({ to: "ep@x.io", kind: "password-reset" }),
    );
    expect(link.pathname).toBe("/auth/reset-password");
    const reset = await post("/user/password/reset", {
      method: "token",
      token: link.searchParams.get("token"),
      formFields: [{ id: "password", value: "password2" }],
    });
    expect(reset.body.status).toBe("OK");
    expect((await post("/signin", form("ep@x.io"))).body.status).toBe(
      "WRONG_CREDENTIALS_ERROR",
    );
    const signedIn = await post("/signin", form("ep@x.io", "password2"));
    expect(signedIn.body.status).toBe("OK");
  });

  test("a link verifies the e-mail address", async () => {
    const signedIn = await post("/signup", form("ev@x.io"));
    await post("/user/email/verify/token", undefined, signedIn.token);
    const verify = new URL(await core.control.takeLink({ to: "ev@x.io" }));
    expect(verify.pathname).toBe("/auth/verify-email");
    const verified = await post("/user/email/verify", {
      method: "token",
      token: verify.searchParams.get("token"),
    });
    expect(verified.body.status).toBe("OK");
    const [user] = await supertokens.listUsersByAccountInfo("public", { email: "ev@x.io" });
    expect(user?.loginMethods[0]?.verified).toBe(true);
  });
});

describe("ThirdParty", () => {
  test("a provider's user signs in through the route", async () => {
    const url = await ask(
      "GET",
      "/authorisationurl?thirdPartyId=custom&redirectURIOnProviderDashboard=http://localhost:3000/cb",
    );
    expect(url.body.urlWithQueryParams).toContain("https://provider.test/authorize");
    const redirectURIInfo = {
      redirectURIOnProviderDashboard: "http://localhost:3000/cb",
      redirectURIQueryParams: { code: "c" },
    };
    const first = await post("/signinup", { thirdPartyId: "custom", redirectURIInfo });
    expect(first.body).toMatchObject({
      status: "OK",
      createdNewRecipeUser: true,
      user: { thirdParty: [{ id: "custom", userId: "p1" }], emails: ["provided@x.io"] },
    });
    expect(first.token).not.toBe("");
    const again = await post("/signinup", { thirdPartyId: "custom", redirectURIInfo });
    expect(again.body.createdNewRecipeUser).toBe(false);
  });

  test("providers of a tenant", async () => {
    await Multitenancy.createOrUpdateTenant("t1", { firstFactors: ["thirdparty"] });
    const config = {
      thirdPartyId: "custom",
      name: "Provider of t1",
      clients: [{ clientId: "own", clientSecret: "s", scope: ["email"] }],
    };
    expect(await Multitenancy.createOrUpdateThirdPartyConfig("t1", config)).toMatchObject({
      status: "OK",
      createdNew: true,
    });
    const provider = await ThirdParty.getProvider("t1", "custom", undefined);
    expect(provider?.config).toMatchObject({ name: "Provider of t1", clientId: "own" });
    const tenant = await Multitenancy.getTenant("t1");
    expect(tenant?.thirdParty.providers).toMatchObject([{ thirdPartyId: "custom" }]);
    const { user } = await signInUp("of-t1", "t1@x.io", false, "t1");
    expect(user.tenantIds).toEqual(["t1"]);
    const recipeUserId = user.loginMethods[0]?.recipeUserId ?? id("");
    expect(await Multitenancy.associateUserToTenant("public", recipeUserId)).toMatchObject({
      status: "OK",
      wasAlreadyAssociated: false,
    });
    expect(await Multitenancy.disassociateUserFromTenant("t1", recipeUserId)).toMatchObject({
      wasAssociated: true,
    });
    expect(await Multitenancy.deleteThirdPartyConfig("t1", "custom")).toMatchObject({
      didConfigExist: true,
    });
    expect(await Multitenancy.deleteTenant("t1")).toMatchObject({ didExist: true });
  });
});

describe("Passwordless", () => {
  const device = async (contact: object) => {
    const { body } = await post("/signinup/code", contact);
    expect(body).toMatchObject({
      status: "OK",
      flowType: "USER_INPUT_CODE_AND_MAGIC_LINK",
    });
    return { deviceId: body.deviceId, preAuthSessionId: body.preAuthSessionId };
  };

  test.each([{ email: "code@x.io" }, { phoneNumber: "+4915112345678" }])(
    "a code to %o",
    async (contact) => {
      const [to = ""] = Object.values(contact);
      const made = await device(contact);
      const code = await core.control.takeCode({ to });
      const wrong = await post("/signinup/code/consume", { ...made, userInputCode: "none" });
      expect(wrong.body).toMatchObject({
        status: "INCORRECT_USER_INPUT_CODE_ERROR",
        failedCodeInputAttemptCount: 1,
        maximumCodeInputAttempts: 5,
      });
      const right = await post("/signinup/code/consume", { ...made, userInputCode: code });
      expect(right.body).toMatchObject({ status: "OK", createdNewRecipeUser: true });
      expect(right.token).not.toBe("");
      const second = await device(contact);
      const next = await core.control.takeCode({ to });
      const known = await post("/signinup/code/consume", { ...second, userInputCode: next });
      expect(known.body).toMatchObject({ status: "OK", createdNewRecipeUser: false });
    },
  );

  test("a link, and a code that is sent again", async () => {
    const made = await device({ email: "link@x.io" });
    expect((await post("/signinup/code/resend", made)).body.status).toBe("OK");
    const link = new URL(await core.control.takeLink({ to: "link@x.io" }));
    expect(link.pathname).toBe("/auth/verify");
    const used = await post("/signinup/code/consume", {
      linkCode: link.hash.slice(1),
      preAuthSessionId: link.searchParams.get("preAuthSessionId"),
    });
    expect(used.body).toMatchObject({ status: "OK" });
    const twice = await post("/signinup/code/consume", {
      linkCode: link.hash.slice(1),
      preAuthSessionId: link.searchParams.get("preAuthSessionId"),
    });
    expect(twice.body.status).toBe("RESTART_FLOW_ERROR");
  });

  test("the link is the SDK's", async () => {
    const link = await Passwordless.createMagicLink({ tenantId: "public", email: "own@x.io" });
    expect(await core.control.takeLink({ to: "own@x.io" })).toBe(link);
  });

  test("codes of a contact, and a change of it", async () => {
    const made = await Passwordless.signInUp({ tenantId: "public", email: "change@x.io" });
    await device({ email: "change@x.io" });
    const listed = await Passwordless.listCodesByEmail({
      tenantId: "public",
      email: "change@x.io",
    });
    expect(listed).toMatchObject([{ email: "change@x.io", codes: [{}] }]);
    await Passwordless.revokeAllCodes({ tenantId: "public", email: "change@x.io" });
    expect(
      await Passwordless.listCodesByEmail({ tenantId: "public", email: "change@x.io" }),
    ).toEqual([]);
    const changed = await Passwordless.updateUser({
      recipeUserId: made.recipeUserId,
      email: "changed@x.io",
      phoneNumber: "+4915100000000",
    });
    expect(changed.status).toBe("OK");
    const user = await supertokens.getUser(made.user.id);
    expect(user).toMatchObject({
      emails: ["changed@x.io"],
      phoneNumbers: ["+4915100000000"],
    });
  });
});

test("UserMetadata", async () => {
  await UserMetadata.updateUserMetadata("meta", { a: 1, b: { c: 2 } });
  await UserMetadata.updateUserMetadata("meta", { a: null, b: { d: 3 } });
  expect((await UserMetadata.getUserMetadata("meta")).metadata).toEqual({ b: { d: 3 } });
  await UserMetadata.clearUserMetadata("meta");
  expect((await UserMetadata.getUserMetadata("meta")).metadata).toEqual({});
});

describe("TOTP and second factors", () => {
  test("devices and codes, until the limit", async () => {
    const made = await Totp.createDevice("totp-user", "ada", "phone", 1, 30);
    if (made.status !== "OK") throw new Error(made.status);
    expect(await Totp.verifyTOTP("public", "totp-user", "000000")).toMatchObject({
      status: "INVALID_TOTP_ERROR",
      currentNumberOfFailedAttempts: 1,
      maxNumberOfFailedAttempts: 5,
    });
    expect(
      await Totp.verifyDevice("public", "totp-user", "phone", totpNow(made.secret)),
    ).toMatchObject({ status: "OK", wasAlreadyVerified: false });
    expect(await Totp.verifyTOTP("public", "totp-user", totpNow(made.secret, 1))).toMatchObject(
      { status: "OK" },
    );
    expect((await Totp.listDevices("totp-user")).devices).toEqual([
      { name: "phone", period: 30, skew: 1, verified: true },
    ]);
    for (let failed = 1; failed <= 5; failed++)
      expect(await Totp.verifyTOTP("public", "totp-user", "000000")).toMatchObject({
        status: "INVALID_TOTP_ERROR",
        currentNumberOfFailedAttempts: failed,
      });
    expect(await Totp.verifyTOTP("public", "totp-user", "000000")).toMatchObject({
      status: "LIMIT_REACHED_ERROR",
    });
    expect(await Totp.removeDevice("totp-user", "phone")).toMatchObject({
      didDeviceExist: true,
    });
  });

  test("a tenant asks for one: the session is complete after it", async () => {
    await Multitenancy.createOrUpdateTenant("public", {
      requiredSecondaryFactors: ["totp"],
    });
    const { token } = await post("/signup", form("mfa@x.io"));
    const info = await ask("PUT", "/mfa/info", undefined, token);
    expect(info.body).toMatchObject({ status: "OK", factors: { next: ["totp"] } });
    const made = await post("/totp/device", { deviceName: "phone" }, token);
    const verified = await post(
      "/totp/device/verify",
      { deviceName: "phone", totp: totpNow(String(made.body.secret)) },
      token,
    );
    expect(verified.body.status).toBe("OK");
    const complete = await ask("PUT", "/mfa/info", undefined, verified.token || token);
    expect(complete.body).toMatchObject({ status: "OK", factors: { next: [] } });
    await Multitenancy.createOrUpdateTenant("public", { requiredSecondaryFactors: null });
  });
});

describe("account linking", () => {
  test("by hand: users, sessions and look-ups change", async () => {
    const ada = await signUp("ada@x.io");
    const other = await signInUp("ada-google", "ada@x.io");
    const session = await Session.createNewSessionWithoutRequestResponse(
      "public",
      other.recipeUserId,
    );
    expect(await AccountLinking.createPrimaryUser(ada.recipeUserId)).toMatchObject({
      status: "OK",
      wasAlreadyAPrimaryUser: false,
    });
    expect(await AccountLinking.createPrimaryUser(other.recipeUserId)).toMatchObject({
      status: "ACCOUNT_INFO_ALREADY_ASSOCIATED_WITH_ANOTHER_PRIMARY_USER_ID_ERROR",
      primaryUserId: ada.user.id,
    });
    expect(await AccountLinking.canLinkAccounts(other.recipeUserId, ada.user.id)).toMatchObject(
      { status: "OK", accountsAlreadyLinked: false },
    );
    expect(await AccountLinking.linkAccounts(other.recipeUserId, ada.user.id)).toMatchObject({
      status: "OK",
      accountsAlreadyLinked: false,
    });
    // Its user id has changed, so its sessions are over.
    expect(await Session.getSessionInformation(session.getHandle())).toBeUndefined();
    expect((await supertokens.getUser(other.user.id))?.id).toBe(ada.user.id);

    const linked = await Session.createNewSessionWithoutRequestResponse(
      "public",
      other.recipeUserId,
    );
    expect(linked.getUserId()).toBe(ada.user.id);
    expect(linked.getRecipeUserId().getAsString()).toBe(other.user.id);
    expect(await Session.getAllSessionHandlesForUser(ada.user.id)).toEqual([
      linked.getHandle(),
    ]);

    expect(await AccountLinking.unlinkAccount(other.recipeUserId)).toMatchObject({
      wasLinked: true,
      wasRecipeUserDeleted: false,
    });
    expect(await Session.getSessionInformation(linked.getHandle())).toBeUndefined();
    expect((await supertokens.getUser(other.user.id))?.id).toBe(other.user.id);
  });

  test("automatically, by a verified e-mail address", async () => {
    links = true;
    try {
      const first = await signInUp("auto-1", "auto@x.io", true);
      expect(first.user.isPrimaryUser).toBe(true);
      const made = await Passwordless.signInUp({ tenantId: "public", email: "auto@x.io" });
      expect(made.user.id).toBe(first.user.id);
      expect(made.user.loginMethods).toHaveLength(2);
    } finally {
      links = false;
    }
  });

  test("one of two login methods is deleted, then the user", async () => {
    const one = await signUp("del@x.io");
    const two = await signInUp("del-google", "del@x.io");
    await AccountLinking.createPrimaryUser(one.recipeUserId);
    await AccountLinking.linkAccounts(two.recipeUserId, one.user.id);
    await supertokens.deleteUser(one.user.id, false);
    const left = await supertokens.getUser(one.user.id);
    expect(left?.loginMethods.map(({ recipeId }) => recipeId)).toEqual(["thirdparty"]);
    await supertokens.deleteUser(one.user.id);
    expect(await supertokens.getUser(one.user.id)).toBeUndefined();
    expect(await supertokens.getUser(two.user.id)).toBeUndefined();
  });
});

test("user ids of the app's own", async () => {
  const { user } = await signUp("mapped@x.io");
  expect(
    await supertokens.createUserIdMapping({
      superTokensUserId: user.id,
      externalUserId: "app-7",
      externalUserIdInfo: "from the old system",
    }),
  ).toEqual({ status: "OK" });
  expect(await supertokens.getUserIdMapping({ userId: "app-7" })).toMatchObject({
    superTokensUserId: user.id,
    externalUserIdInfo: "from the old system",
  });
  expect((await supertokens.getUser(user.id))?.id).toBe("app-7");
  const signedIn = await EmailPassword.signIn("public", "mapped@x.io", "password1");
  if (signedIn.status !== "OK") throw new Error(signedIn.status);
  expect(signedIn.user.id).toBe("app-7");
  const session = await Session.createNewSessionWithoutRequestResponse("public", id("app-7"));
  expect(session.getUserId()).toBe("app-7");
  await expect(supertokens.deleteUserIdMapping({ userId: "app-7" })).rejects.toThrow(
    "UserId is already in use in Session recipe",
  );
  expect(await supertokens.deleteUserIdMapping({ userId: "app-7", force: true })).toMatchObject(
    { status: "OK", didMappingExist: true },
  );
  expect((await supertokens.getUser(user.id))?.id).toBe(user.id);
});

test("users: lists, search and count", async () => {
  await signUp("find-me@search.io");
  await signInUp("find-google", "find-me-too@search.io");
  const found = async (query: Record<string, string>) => {
    const { users } = await supertokens.getUsersOldestFirst({ tenantId: "public", query });
    return users.flatMap(({ emails }) => emails);
  };
  expect(await found({ email: "find-me@" })).toEqual(["find-me@search.io"]);
  expect(await found({ email: "search" })).toHaveLength(2);
  expect(await found({ provider: "goog", email: "find" })).toEqual(["find-me-too@search.io"]);
  const all = await supertokens.getUserCount();
  expect(await supertokens.getUserCount(["emailpassword"])).toBeLessThan(all);
  const first = await supertokens.getUsersNewestFirst({ tenantId: "public", limit: 2 });
  expect(first.users).toHaveLength(2);
  const next = await supertokens.getUsersNewestFirst({
    tenantId: "public",
    paginationToken: first.nextPaginationToken,
  });
  expect(next.users).toHaveLength(all - 2);
});

test("the dashboard: sign-in, users, one user, sign-out", async () => {
  await fetch(`${core.url}/recipe/dashboard/user`, {
    method: "POST",
    headers: { "cdi-version": "5.4" },
    body: JSON.stringify({ email: "boss@x.io", password: "password1" }),
  });
  const wrong = await post("/dashboard/api/signin", { email: "boss@x.io", password: "no" });
  expect(wrong.body.status).toBe("INVALID_CREDENTIALS_ERROR");
  const signedIn = await post("/dashboard/api/signin", {
    email: "boss@x.io",
    password: "password1",
  });
  const token = String(signedIn.body.sessionId);
  const { user } = await signUp("shown@x.io");
  const users = await ask("GET", "/dashboard/api/users?limit=500", undefined, token);
  expect(JSON.stringify(users.body.users)).toContain("shown@x.io");
  const one = await ask("GET", `/dashboard/api/user?userId=${user.id}`, undefined, token);
  expect(one.body).toMatchObject({ status: "OK", user: { emails: ["shown@x.io"] } });
  const tenant = await ask("GET", "/dashboard/api/tenant?tenantId=public", undefined, token);
  expect(tenant.body).toMatchObject({ status: "OK", tenant: { tenantId: "public" } });
  await post("/dashboard/api/signout", undefined, token);
  const after = await ask("GET", "/dashboard/api/users?limit=10", undefined, token);
  expect(after.status).toBe(401);
});
