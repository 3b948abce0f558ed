import { deleteUser } from "./delete-user.ts";
import { type Context, type Endpoints, get, post } from "./endpoint.ts";
import { fail, type JsonObject, ok, refuse } from "./http.ts";
import { parameter, string } from "./input.ts";
import type { Recipe } from "./recipe.ts";
import { handlesOf, removeSessions } from "./sessions.ts";
import type { App, LoginMethod } from "./state.ts";
import {
  conflictOf,
  externalId,
  internalId,
  methodsOf,
  tenantsOf,
  wholeId,
  wholeUserJson,
} from "./users.ts";

// Primary users and the login methods linked to them (AuthRecipe.java and webserver/api/accountlinking).

const known = (app: App, userId: string) => {
  const methods = methodsOf(app, userId);
  const [first] = methods;
  return first ? { methods, first } : refuse(400, "Unknown user ID provided");
};

const taken = "ACCOUNT_INFO_ALREADY_ASSOCIATED_WITH_ANOTHER_PRIMARY_USER_ID_ERROR";

function refuseConflict(app: App, method: LoginMethod, tenantIds: string[], own?: string) {
  const { primaryUserId, description } = conflictOf(app, method, tenantIds, own) ?? {};
  if (primaryUserId !== undefined) fail(taken, { primaryUserId, description });
}

/** Whether a user is a primary user. Ends the call where it cannot be one. */
function checkPrimary(app: App, recipeUserId: string) {
  const { first } = known(app, recipeUserId);
  const { primaryUserId } = first;
  if (primaryUserId === null) {
    refuseConflict(app, first, first.tenantIds);
    return { first, wasAlreadyAPrimaryUser: false };
  }
  if (primaryUserId !== internalId(app, recipeUserId))
    fail("RECIPE_USER_ID_ALREADY_LINKED_WITH_PRIMARY_USER_ID_ERROR", {
      primaryUserId: externalId(app, primaryUserId),
      description: "This user ID is already linked to another user ID",
    });
  return { first, wasAlreadyAPrimaryUser: true };
}

type Pair = { recipeUserId: string; primaryUserId: string };

/** Whether two users are linked. Ends the call where they cannot be. */
function checkLink({ app, cdi }: Context & { app: App }, input: Pair, tellsUser: boolean) {
  const recipeUser = known(app, input.recipeUserId);
  const primaryUser = known(app, input.primaryUserId);
  const { primaryUserId } = primaryUser.first;
  if (primaryUserId === null) return fail("INPUT_USER_IS_NOT_A_PRIMARY_USER");
  const { first: method } = recipeUser;
  if (method.primaryUserId === primaryUserId)
    return { primaryUserId, method, accountsAlreadyLinked: true };
  if (method.primaryUserId !== null) {
    const details: JsonObject = {
      primaryUserId: externalId(app, method.primaryUserId),
      description: "The input recipe user ID is already linked to another user ID",
    };
    if (tellsUser) details.user = wholeUserJson(app, recipeUser.methods, cdi);
    fail("RECIPE_USER_ID_ALREADY_LINKED_WITH_ANOTHER_PRIMARY_USER_ID_ERROR", details);
  }
  const tenantIds = tenantsOf([method, ...primaryUser.methods]);
  for (const each of [method, ...primaryUser.methods])
    refuseConflict(app, each, tenantIds, primaryUserId);
  return { primaryUserId, method, accountsAlreadyLinked: false };
}

const revokeSessions = (app: App, id: string) =>
  removeSessions(app, handlesOf(app, { userId: externalId(app, id) }));

/** Takes a login method out of its user. Deletes it where the user that stays has its id. */
function unlink(app: App, recipeUserId: string) {
  const { methods, first } = known(app, recipeUserId);
  if (first.primaryUserId === null) return { wasRecipeUserDeleted: false, wasLinked: false };
  const id = internalId(app, recipeUserId);
  const isDeleted = id === wholeId(first) && methods.length > 1;
  if (isDeleted) deleteUser(app, id, false);
  const method = app.users.get(id);
  if (method) method.primaryUserId = null;
  revokeSessions(app, id);
  return { wasRecipeUserDeleted: isDeleted, wasLinked: true };
}

const base = "/recipe/accountlinking/user";
const pair = { recipeUserId: string, primaryUserId: string };

const endpoints: Endpoints = {
  [`${base}/primary/check`]: get(
    "public",
    { recipeUserId: parameter },
    ({ recipeUserId }, { app }) => {
      const { wasAlreadyAPrimaryUser } = checkPrimary(app, recipeUserId);
      return ok({ wasAlreadyAPrimaryUser });
    },
  ),
  [`${base}/primary`]: post(
    "public",
    { recipeUserId: string },
    ({ recipeUserId }, { app, cdi }) => {
      const { first, wasAlreadyAPrimaryUser } = checkPrimary(app, recipeUserId);
      first.primaryUserId ??= first.id;
      const user = wholeUserJson(app, methodsOf(app, recipeUserId), cdi);
      return ok({ wasAlreadyAPrimaryUser, user });
    },
  ),
  [`${base}/link/check`]: get(
    "public",
    { recipeUserId: parameter, primaryUserId: parameter },
    (input, context) => {
      const { accountsAlreadyLinked } = checkLink(context, input, false);
      return ok({ accountsAlreadyLinked });
    },
  ),
  [`${base}/link`]: post("public", pair, (input, context) => {
    const { app, cdi } = context;
    const { primaryUserId, method, accountsAlreadyLinked } = checkLink(context, input, true);
    if (!accountsAlreadyLinked) {
      method.primaryUserId = primaryUserId;
      // The user id of its sessions has changed.
      revokeSessions(app, method.id);
    }
    const user = wholeUserJson(app, methodsOf(app, primaryUserId), cdi);
    return ok({ accountsAlreadyLinked, user });
  }),
  [`${base}/unlink`]: post("public", { recipeUserId: string }, ({ recipeUserId }, { app }) =>
    ok(unlink(app, recipeUserId)),
  ),
};

export const accountLinking: Recipe = { endpoints };
