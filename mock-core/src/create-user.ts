import type { UserInput } from "./control-types.ts";
import { signUp } from "./email-password-api.ts";
import { signInByContact } from "./passwordless-api.ts";
import { type App, appOf, type Core, type LoginMethod } from "./state.ts";
import { signInUp } from "./third-party-api.ts";
import { setMetadata } from "./user-metadata-api.ts";
import { giveRoles } from "./user-roles-api.ts";
import { setVerified } from "./users.ts";

/**
 * A user made by a test, by the recipe that its members are of. Throws an Error of one line for a user without a way to
 * sign in, for an id or a sign-in that another user has, and a Refusal for an unknown app or tenant.
 */
export async function createUser(core: Core, input: UserInput): Promise<string> {
  const { tenantId = "public", roles = [], metadata, emailVerified } = input;
  const app = appOf(core, input.appId, tenantId);
  if (input.id !== undefined && app.users.has(input.id))
    throw new Error(`a user with the id ${input.id} exists`);
  const { id, email } = await addUser(app, tenantId, input);
  giveRoles(app, tenantId, id, roles);
  if (metadata) setMetadata(app, id, metadata);
  if (emailVerified !== undefined && email !== undefined)
    setVerified(app, { userId: id, email }, emailVerified);
  return id;
}

async function addUser(app: App, tenantId: string, input: UserInput): Promise<LoginMethod> {
  const { id, password, thirdParty, phoneNumber = null } = input;
  const email = input.email?.trim().toLowerCase() ?? null;
  if (thirdParty) {
    if (email === null) throw new Error("a user with thirdParty must have an email");
    const login = { thirdPartyId: thirdParty.id, thirdPartyUserId: thirdParty.userId, email };
    const { createdNewUser, method } = signInUp(app, tenantId, login, id);
    if (createdNewUser) return method;
    throw new Error(`a user ${thirdParty.userId} of ${thirdParty.id} exists`);
  }
  if (password !== undefined) {
    if (!password) throw new Error("Password cannot be an empty string");
    if (email === null) throw new Error("a user with a password must have an email");
    const user = await signUp(app, tenantId, { email, password }, id);
    if (user) return user;
    throw new Error(`a user with the e-mail address ${email} exists`);
  }
  if ((email === null) === (phoneNumber === null))
    throw new Error("a user must have a password, a thirdParty, an email or a phoneNumber");
  const { createdNewUser, method } = signInByContact(app, tenantId, { email, phoneNumber }, id);
  if (!createdNewUser)
    throw new Error(`a user who signs in with ${email ?? phoneNumber} exists`);
  // The code proves that the e-mail address is the user's.
  if (email !== null) setVerified(app, { userId: method.id, email }, true);
  return method;
}
