import { atLeast } from "./cdi.ts";
import { fail, ok } from "./http.ts";
import { type Field, string } from "./input.ts";
import type { App, LoginMethod } from "./state.ts";

// Users as the recipes share them (AuthRecipe.java, AuthRecipeUserInfo.java). A user is one login method, or several that
// are linked to a primary user.

/** An e-mail address in the form in which the core stores it; the SDK checks its syntax. */
export const email: Field<string> = (input, name) => string(input, name).trim().toLowerCase();

const byAge = (a: LoginMethod, b: LoginMethod) =>
  a.timeJoined - b.timeJoined || (a.id < b.id ? -1 : 1);

/** The core's own id for an id that may be an app's (UserIdMapping.java, UserIdType.ANY). */
export function internalId(app: App, userId: string) {
  if (app.externalIds.has(userId)) return userId;
  for (const [id, { externalUserId }] of app.externalIds)
    if (externalUserId === userId) return id;
  return userId;
}

/** The id that SDKs see. */
export const externalId = (app: App, id: string) =>
  app.externalIds.get(id)?.externalUserId ?? id;

export const methodOf = (app: App, userId: string) => app.users.get(internalId(app, userId));

/** The id of the whole user that a login method belongs to. */
export const wholeId = ({ primaryUserId, id }: LoginMethod) => primaryUserId ?? id;

/** All login methods of the user that an id belongs to, oldest first; none for an unknown id. */
export function methodsOf(app: App, userId: string): LoginMethod[] {
  const id = internalId(app, userId);
  const method = app.users.get(id);
  if (method?.primaryUserId === null) return [method];
  // The id of a primary user remains when its own login method is deleted.
  const primary = method?.primaryUserId ?? id;
  return [...app.users.values()]
    .filter(({ primaryUserId }) => primaryUserId === primary)
    .sort(byAge);
}

/** The whole user and the login method of a session, by the ids that SDKs see. */
export function sessionIds(app: App, recipeUserId: string) {
  const id = internalId(app, recipeUserId);
  const method = app.users.get(id);
  return {
    userId: externalId(app, method ? wholeId(method) : id),
    recipeUserId: externalId(app, id),
  };
}

/** The ids that a user's sessions can have. */
export function linkedIds(app: App, userId: string) {
  const ids = methodsOf(app, userId).map(({ id }) => externalId(app, id));
  return ids.length ? ids : [userId];
}

export const verifiedKey = (app: App, { userId, email }: UserEmail) =>
  `${internalId(app, userId)} ${email}`;

export type UserEmail = { userId: string; email: string };

export const isVerified = (app: App, user: UserEmail) =>
  app.verifiedEmails.has(verifiedKey(app, user));

export function setVerified(app: App, user: UserEmail, verified: boolean) {
  if (verified) app.verifiedEmails.add(verifiedKey(app, user));
  else app.verifiedEmails.delete(verifiedKey(app, user));
}

/** The users of a tenant, each once, oldest first. */
export function usersOf(app: App, tenantId?: string, fits = (_: LoginMethod) => true) {
  const users = new Map<string, LoginMethod[]>();
  for (const method of app.users.values()) {
    const isIn = tenantId === undefined || method.tenantIds.includes(tenantId);
    const id = wholeId(method);
    if (isIn && fits(method) && !users.has(id)) users.set(id, methodsOf(app, id));
  }
  return [...users.values()].sort(([a], [b]) => (a && b ? byAge(a, b) : 0));
}

/** The login method of a tenant that fits. */
export function findMethod(app: App, tenantId: string, fits: (method: LoginMethod) => boolean) {
  for (const method of app.users.values())
    if (fits(method) && method.tenantIds.includes(tenantId)) return method;
  return undefined;
}

const distinct = <T>(values: (T | undefined)[]) => [
  ...new Set(values.filter((value) => value !== undefined)),
];

/** The form of CDI 4.0, which `/user/id` and `/users/by-accountinfo` have on every CDI version. */
export function wholeUserJson(app: App, methods: LoginMethod[], cdi: string) {
  const [first] = methods;
  if (!first) return fail("UNKNOWN_USER_ID_ERROR");
  return {
    id: externalId(app, wholeId(first)),
    isPrimaryUser: first.primaryUserId !== null,
    tenantIds: distinct(methods.flatMap(({ tenantIds }) => tenantIds)),
    timeJoined: first.timeJoined,
    emails: distinct(methods.map(({ email }) => email)),
    phoneNumbers: distinct(methods.map(({ phoneNumber }) => phoneNumber)),
    thirdParty: distinct(methods.map(({ thirdParty }) => thirdParty)),
    webauthn: atLeast(cdi, "5.3") ? { credentialIds: [] } : undefined,
    loginMethods: methods.map(
      ({ tenantIds, id, timeJoined, recipeId, email, phoneNumber, thirdParty }) => ({
        tenantIds,
        recipeUserId: externalId(app, id),
        // A phone number counts as verified.
        verified: email === undefined || isVerified(app, { userId: id, email }),
        timeJoined,
        recipeId,
        email,
        phoneNumber,
        thirdParty,
      }),
    ),
  };
}

/** A user in the form of a CDI version: before 4.0 one login method. */
export function userJson(app: App, method: LoginMethod, cdi: string) {
  if (atLeast(cdi, "4.0")) return wholeUserJson(app, methodsOf(app, method.id), cdi);
  const { id, timeJoined, tenantIds, email, phoneNumber, thirdParty } = method;
  return {
    id: externalId(app, id),
    timeJoined,
    tenantIds: atLeast(cdi, "3.0") ? tenantIds : undefined,
    email,
    phoneNumber,
    thirdParty,
  };
}

export const userMembers = (app: App, method: LoginMethod, cdi: string) => ({
  user: userJson(app, method, cdi),
  recipeUserId: atLeast(cdi, "4.0") ? externalId(app, method.id) : undefined,
});

export const userResponse = (app: App, method: LoginMethod, cdi: string) =>
  ok(userMembers(app, method, cdi));

/** Adds a login method. */
export function addMethod(
  app: App,
  tenantId: string,
  method: Omit<LoginMethod, "id" | "timeJoined" | "tenantIds" | "primaryUserId">,
  id: string = crypto.randomUUID(),
) {
  const timeJoined = app.core.clock.now();
  const added = { ...method, id, timeJoined, tenantIds: [tenantId], primaryUserId: null };
  app.users.set(id, added);
  return added;
}

/**
 * The primary user other than `own` that has one of a login method's contacts in one of the tenants, and the core's text
 * about it; undefined if there is none (AuthRecipe.java checkIfLoginMethodCanBeLinkedOnTenant).
 */
export function conflictOf(
  app: App,
  { email, phoneNumber, thirdParty }: Pick<LoginMethod, "email" | "phoneNumber" | "thirdParty">,
  tenantIds: string[],
  own?: string,
) {
  const primary = (fits: (other: LoginMethod) => boolean, tenantId: string) => {
    for (const other of app.users.values()) {
      const { primaryUserId } = other;
      if (primaryUserId === null || primaryUserId === own || !fits(other)) continue;
      const isIn = methodsOf(app, other.id).some((each) => each.tenantIds.includes(tenantId));
      if (isIn) return primaryUserId;
    }
    return undefined;
  };
  for (const tenantId of tenantIds) {
    const checks: [contact: unknown, what: string, fits: (other: LoginMethod) => boolean][] = [
      [email, "email", (other) => other.email === email],
      [phoneNumber, "phone number", (other) => other.phoneNumber === phoneNumber],
      [thirdParty, "third party login", (other) => isSameThirdParty(other, thirdParty)],
    ];
    for (const [contact, what, fits] of checks) {
      const id = contact === undefined ? undefined : primary(fits, tenantId);
      if (id !== undefined)
        return {
          primaryUserId: externalId(app, id),
          description: `This user's ${what} is already associated with another user ID`,
          what,
        };
    }
  }
  return undefined;
}

export const isSameThirdParty = (
  { thirdParty }: LoginMethod,
  other: { id: string; userId: string } | undefined,
) => thirdParty?.id === other?.id && thirdParty?.userId === other?.userId;

/** The tenants of a whole user. */
export const tenantsOf = (methods: LoginMethod[]) =>
  distinct(methods.flatMap(({ tenantIds }) => tenantIds));
