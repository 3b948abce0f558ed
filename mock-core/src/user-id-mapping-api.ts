import { type Endpoints, get, post, put } from "./endpoint.ts";
import { fail, ok, refuse } from "./http.ts";
import { boolean, type Field, optional, parameter, string, trimmed } from "./input.ts";
import type { Recipe } from "./recipe.ts";
import { handlesOf } from "./sessions.ts";
import type { App } from "./state.ts";

// Ids of an app in place of the core's own (UserIdMapping.java and webserver/api/useridmapping).

type Kind = "SUPERTOKENS" | "EXTERNAL" | "ANY";

const kind: Field<Kind> = (input, name) => {
  const given = (optional(string)(input, name) ?? "ANY").trim();
  return given === "SUPERTOKENS" || given === "EXTERNAL" || given === "ANY"
    ? given
    : refuse(400, `Field name '${name}' should be one of 'SUPERTOKENS', 'EXTERNAL' or 'ANY'`);
};

/** Null takes it away. */
const info: Field<string | null> = (input, name) =>
  input[name] === null ? null : trimmed(string)(input, name);

/** The core's own id of a mapping. */
function mapped(app: App, userId: string, idKind: Kind) {
  if (idKind !== "EXTERNAL" && app.externalIds.has(userId)) return userId;
  if (idKind === "SUPERTOKENS") return undefined;
  return [...app.externalIds].find(([, { externalUserId }]) => externalUserId === userId)?.[0];
}

/** Ends the call for an id under which a recipe holds data: it would be lost to the user. */
function refuseUsed(app: App, userId: string, isNew: boolean) {
  const used = (name: string) => refuse(400, `UserId is already in use in ${name} recipe`);
  if (handlesOf(app, { userId }).length) used("Session");
  for (const { name = "", holds } of app.core.recipes) {
    // A verified e-mail address goes with the user.
    const isExempt = isNew && name === "EmailVerification";
    if (!isExempt && holds?.(app, userId)) used(name);
  }
}

const endpoints: Endpoints = {
  "/recipe/userid/map": {
    ...post(
      "public",
      {
        superTokensUserId: trimmed(string),
        externalUserId: trimmed(string),
        externalUserIdInfo: optional(info),
        force: optional(boolean),
      },
      ({ superTokensUserId, externalUserId, externalUserIdInfo = null, force }, { app }) => {
        const holder = mapped(app, externalUserId, "EXTERNAL");
        const isHeld = holder === superTokensUserId;
        const isUser = app.users.has(superTokensUserId);
        const taken = (doesSuperTokensUserIdExist: boolean, doesExternalUserIdExist: boolean) =>
          fail("USER_ID_MAPPING_ALREADY_EXISTS_ERROR", {
            doesSuperTokensUserIdExist,
            doesExternalUserIdExist,
          });
        if (holder !== undefined) taken(isHeld, true);
        if (!isUser) fail("UNKNOWN_SUPERTOKENS_USER_ID_ERROR");
        if (!force) {
          if (app.users.has(externalUserId))
            refuse(
              400,
              "Cannot create a userId mapping where the externalId is also a SuperTokens userID",
            );
          refuseUsed(app, superTokensUserId, true);
        }
        if (app.externalIds.has(superTokensUserId)) taken(true, false);
        app.externalIds.set(superTokensUserId, { externalUserId, externalUserIdInfo });
        return ok();
      },
    ),
    ...get(
      "public",
      { userId: trimmed(parameter), userIdType: kind },
      ({ userId, userIdType }, { app }) => {
        const superTokensUserId = mapped(app, userId, userIdType);
        const mapping = app.externalIds.get(superTokensUserId ?? "");
        if (!mapping) return fail("UNKNOWN_MAPPING_ERROR");
        const { externalUserId, externalUserIdInfo } = mapping;
        const its = externalUserIdInfo ?? undefined;
        return ok({ superTokensUserId, externalUserId, externalUserIdInfo: its });
      },
    ),
  },
  "/recipe/userid/map/remove": post(
    "public",
    { userId: trimmed(string), userIdType: kind, force: optional(boolean) },
    ({ userId, userIdType, force }, { app }) => {
      const id = mapped(app, userId, userIdType);
      const mapping = app.externalIds.get(id ?? "");
      if (id === undefined || !mapping) return ok({ didMappingExist: false });
      const { externalUserId } = mapping;
      if (!force && !app.users.has(externalUserId)) refuseUsed(app, externalUserId, false);
      return ok({ didMappingExist: app.externalIds.delete(id) });
    },
  ),
  "/recipe/userid/external-user-id-info": put(
    "public",
    { userId: trimmed(string), userIdType: kind, externalUserIdInfo: info },
    ({ userId, userIdType, externalUserIdInfo }, { app }) => {
      const mapping = app.externalIds.get(mapped(app, userId, userIdType) ?? "");
      if (!mapping) return fail("UNKNOWN_MAPPING_ERROR");
      mapping.externalUserIdInfo = externalUserIdInfo;
      return ok();
    },
  ),
};

export const userIdMapping: Recipe = { endpoints };
