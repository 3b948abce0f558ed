import supertokens from "supertokens-node";
import Passwordless from "supertokens-node/recipe/passwordless/index.js";
import Session from "supertokens-node/recipe/session/index.js";
import UserRoles from "supertokens-node/recipe/userroles/index.js";
import { expect } from "vitest";
import { test } from "./mock-core.ts";

const origin = "http://localhost:3000";

test.beforeAll(({ core }) =>
  supertokens.init({
    framework: "custom",
    supertokens: { connectionURI: core.url },
    appInfo: { appName: "Example", apiDomain: origin, websiteDomain: origin },
    recipeList: [
      Session.init(),
      UserRoles.init(),
      Passwordless.init({
        contactMethod: "EMAIL",
        flowType: "USER_INPUT_CODE_AND_MAGIC_LINK",
        // Nothing is sent: the code is in the core's outbox.
        emailDelivery: { override: (original) => ({ ...original, sendEmail: async () => {} }) },
      }),
    ],
  }),
);

test("a session has the roles of its user", async ({ ada }) => {
  const session = await Session.getSessionWithoutRequestResponse(ada.accessToken);

  expect(session?.getUserId()).toBe(ada.userId);
  expect(await session?.getClaimValue(UserRoles.UserRoleClaim)).toEqual(["admin"]);
});

test("the code from the e-mail signs in", async ({ core }) => {
  const sent = await Passwordless.createCode({ tenantId: "public", email: "new@example.com" });
  const userInputCode = await core.control.takeCode({ to: "new@example.com" });

  const signedIn = await Passwordless.consumeCode({
    tenantId: "public",
    preAuthSessionId: sent.preAuthSessionId,
    deviceId: sent.deviceId,
    userInputCode,
  });

  expect(signedIn).toMatchObject({ status: "OK", user: { emails: ["new@example.com"] } });
});

test("the link from the e-mail is the one that the SDK makes", async ({ core }) => {
  const link = await Passwordless.createMagicLink({
    tenantId: "public",
    email: "ada@example.com",
  });

  expect(await core.control.takeLink({ to: "ada@example.com" })).toBe(link);
});
