import { anObject } from "./check.ts";
import type { Control } from "./control-types.ts";
import { signUp } from "./email-password-api.ts";
import type { Engine } from "./engine.ts";
import type { JsonObject } from "./http.ts";
import { rotateKeys } from "./keys.ts";
import { expireAccessToken, mintAccessToken } from "./minting.ts";
import { outageModes } from "./outage.ts";
import { createSession, handlesOf, removeSessions } from "./sessions.ts";
import { restoreFrom, snapshotOf } from "./snapshot.ts";
import { appOf } from "./state.ts";
import { setVerified } from "./user-api.ts";
import { rolesOf } from "./user-roles-api.ts";

/** What a test does to a running mock core. */
export function createControl(engine: Engine): Control {
  const { core, log, outages, overrides } = engine;
  const apps = () => [...core.apps.values()];

  const recover = async () => {
    outages.end();
    await engine.transport?.listen();
  };

  return {
    async createSession(input) {
      const { tenantId = "public", antiCsrf = false, useDynamicSigningKey = true } = input;
      const userDataInJWT = jsonObject(input.payload ?? {}, "payload");
      const userDataInDatabase = jsonObject(
        input.userDataInDatabase ?? {},
        "userDataInDatabase",
      );
      const useStaticKey = !useDynamicSigningKey;
      const { tokens, content } = await createSession(
        appOf(core, input.appId, tenantId),
        { tenantId, userId: input.userId, userDataInJWT, userDataInDatabase, useStaticKey },
        { enableAntiCsrf: antiCsrf, version: 5 },
      );
      const { accessToken, refreshToken, antiCsrfToken } = tokens;
      return {
        handle: content.sessionHandle,
        accessToken: accessToken.token,
        refreshToken: refreshToken.token,
        ...(antiCsrfToken && { antiCsrfToken }),
      };
    },

    async createUser(input) {
      const { tenantId = "public", roles = [], email, id } = input;
      if (!input.password) throw new Error("Password cannot be an empty string");
      const app = appOf(core, input.appId, tenantId);
      const user = await signUp(app, tenantId, input);
      const taken =
        id !== undefined && app.users.has(id) ? `id ${id}` : `e-mail address ${email}`;
      if (!user) throw new Error(`a user with the ${taken} exists`);
      for (const role of roles) {
        if (!app.roles.has(role)) app.roles.set(role, new Set());
        rolesOf(app, tenantId, user.id).add(role);
      }
      if (input.emailVerified) setVerified(app, { userId: user.id, email: user.email }, true);
      return user.id;
    },

    mintAccessToken: (input) => mintAccessToken(core, input),
    expire: (accessToken) => expireAccessToken(core, accessToken),

    revoke: (handle) => apps().some((app) => removeSessions(app, [handle]).length > 0),

    revokeUser: (userId) =>
      apps().flatMap((app) => removeSessions(app, handlesOf(app, { userId }))),

    rotateKeys: ({ forgetOld = false, appId } = {}) =>
      rotateKeys(appOf(core, appId), forgetOld),

    clock: core.clock,

    async outage(outage) {
      const { mode, paths } = outage;
      if (!outageModes.includes(mode))
        throw new Error(`unknown outage mode ${mode}; use one of ${outageModes.join(", ")}`);
      await recover();
      outages.start(outage);
      if (mode === "refuse" && !paths) await engine.transport?.refuse();
    },

    recover,
    answerNext: overrides.add,

    get requests() {
      return log.entries;
    },
    clearRequests: log.clear,
    takeRequest: log.take,

    async reset() {
      overrides.clear();
      log.clear();
      core.clock.reset();
      engine.empty();
      await recover();
    },

    snapshot: () => snapshotOf(core),
    restore: (snapshot) => restoreFrom(core, snapshot),
  };
}

/** A copy, as it would arrive over HTTP. Throws for a value that JSON cannot hold. */
function jsonObject(value: JsonObject, name: string) {
  let copy: unknown;
  try {
    copy = JSON.parse(JSON.stringify(value));
  } catch {
    // Circular, or too deep to be written.
  }
  return anObject(copy, name);
}
