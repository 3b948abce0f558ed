import { anObject } from "./check.ts";
import type { Control, SessionInput } from "./control-types.ts";
import type { Engine } from "./engine.ts";
import type { JsonObject } from "./http.ts";
import { rotateKeys } from "./keys.ts";
import { expireAccessToken, mintAccessToken } from "./minting.ts";
import { outageModes } from "./outage.ts";
import { createSession, handlesOf, removeSessions } from "./sessions.ts";
import { restoreFrom, snapshotOf } from "./snapshot.ts";
import { appOf } from "./state.ts";
import { linkedIds } from "./users.ts";

/** What a test does to a running mock core. */
export function createControl(engine: Engine): Control {
  const { core, log, outbox, outages, overrides } = engine;
  const apps = () => [...core.apps.values()];

  const recover = async () => {
    outages.end();
    await engine.transport?.listen();
  };

  async function createSessionFor(input: SessionInput) {
    const { tenantId = "public", antiCsrf = false, useDynamicSigningKey = true } = input;
    const userDataInJWT = jsonObject(input.payload ?? {}, "payload");
    const userDataInDatabase = jsonObject(input.userDataInDatabase ?? {}, "userDataInDatabase");
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
  }

  return {
    createSession: createSessionFor,
    createUser: (input) => engine.parts.createUser(core, input),

    async createSignedInUser({ payload, userDataInDatabase = {}, ...user }) {
      const t = core.clock.now();
      const { roles, emailVerified, tenantId, appId } = user;
      const claims = {
        ...(roles && { "st-role": { v: roles, t }, "st-perm": { v: [], t } }),
        ...(emailVerified !== undefined && { "st-ev": { v: emailVerified, t } }),
        ...payload,
      };
      jsonObject(claims, "payload");
      const userId = await engine.parts.createUser(core, user);
      const where = { ...(tenantId && { tenantId }), ...(appId && { appId }) };
      const session = { userId, payload: claims, userDataInDatabase, ...where };
      return { userId, ...(await createSessionFor(session)) };
    },

    async takeCode(options = {}) {
      const { code } = await outbox.take(options, "code", (message) => "code" in message);
      return code ?? "";
    },

    async takeLink({ website = "http://localhost:3000/auth", ...options } = {}) {
      const { link } = await outbox.take(options, "link", () => true);
      return website.replace(/\/+$/, "") + link;
    },

    mintAccessToken: (input) => mintAccessToken(core, input),
    expire: (accessToken) => expireAccessToken(core, accessToken),

    revoke: (handle) => apps().some((app) => removeSessions(app, [handle]).length > 0),

    revokeUser: (userId) =>
      apps().flatMap((app) =>
        linkedIds(app, userId).flatMap((id) =>
          removeSessions(app, handlesOf(app, { userId: id })),
        ),
      ),

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
      outbox.clear();
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
