import { atLeast } from "./cdi.ts";
import { type Answer, fail, type JsonObject, ok } from "./http.ts";
import { removeTokens } from "./one-time-token.ts";
import { removeSessionsOf } from "./sessions.ts";
import type { App, User } from "./state.ts";

/** The form in which addresses are kept and compared; syntax is the SDK's business. */
export const normalisedEmail = (email: string): string => email.trim().toLowerCase();

export const isVerified = (app: App, userId: string, email: string): boolean =>
  app.verifiedEmails.has(`${userId} ${email}`);

export function setVerified(app: App, userId: string, email: string, verified: boolean): void {
  if (verified) app.verifiedEmails.add(`${userId} ${email}`);
  else app.verifiedEmails.delete(`${userId} ${email}`);
}

/** The user of that id. Ends the call with UNKNOWN_USER_ID_ERROR when there is none. */
export const userOf = (app: App, userId: string): User =>
  app.users.get(userId) ?? fail("UNKNOWN_USER_ID_ERROR");

/** The user with that address in a tenant. */
export const userByEmail = (app: App, tenantId: string, email: string): User | undefined =>
  usersOf(app, tenantId).find((user) => user.email === email);

/** The users of a tenant. */
export const usersOf = (app: App, tenantId: string): User[] =>
  [...app.users.values()].filter((user) => user.tenantIds.includes(tenantId));

/** A user as the asked-for CDI version describes it (contract section 5.2). */
export function userJson(app: App, user: User, cdi: string): JsonObject {
  const { id, timeJoined, tenantIds, email } = user;
  if (!atLeast(cdi, "4.0"))
    return { id, timeJoined, tenantIds: atLeast(cdi, "3.0") ? tenantIds : undefined, email };
  const verified = isVerified(app, id, email);
  const recipeId = "emailpassword";
  return {
    id,
    isPrimaryUser: false,
    tenantIds,
    timeJoined,
    emails: [email],
    phoneNumbers: [],
    thirdParty: [],
    webauthn: atLeast(cdi, "5.3") ? { credentialIds: [] } : undefined,
    loginMethods: [{ tenantIds, recipeUserId: id, verified, timeJoined, recipeId, email }],
  };
}

/** The answer that names a user who has signed up or in. */
export const userAnswer = (app: App, user: User, cdi: string): Answer =>
  ok({
    user: userJson(app, user, cdi),
    recipeUserId: atLeast(cdi, "4.0") ? user.id : undefined,
  });

/** Deletes all that is kept under a user id, whether a user of that id exists or not. */
export function removeUser(app: App, userId: string): void {
  app.users.delete(userId);
  removeSessionsOf(app, userId);
  for (const tokens of [app.verificationTokens, app.resetTokens])
    removeTokens(tokens, (token) => token.userId === userId);
  for (const tenantId of app.tenants.keys()) app.rolesOfUser.delete(`${tenantId} ${userId}`);
  for (const key of app.verifiedEmails)
    if (key.startsWith(`${userId} `)) app.verifiedEmails.delete(key);
}
