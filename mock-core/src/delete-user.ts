import { handlesOf, removeSessions } from "./sessions.ts";
import type { App } from "./state.ts";
import { externalId, internalId, methodsOf, verifiedKey, wholeId } from "./users.ts";

/** Deletes what sessions and recipes hold under a user id. */
function forget(app: App, userId: string) {
  removeSessions(app, handlesOf(app, { userId }));
  for (const recipe of app.core.recipes) recipe.forget?.(app, userId);
  const start = verifiedKey(app, { userId, email: "" });
  for (const key of app.verifiedEmails)
    if (key.startsWith(start)) app.verifiedEmails.delete(key);
}

/** Deletes a user or, of several linked, one login method (AuthRecipe.java deleteUserHelper). Does nothing for an unknown id. */
export function deleteUser(app: App, userId: string, removeAllLinkedAccounts: boolean) {
  const methods = methodsOf(app, userId);
  const [first] = methods;
  if (!first) return;
  const whole = wholeId(first);
  const isWhole = removeAllLinkedAccounts || methods.length === 1;
  const ids = new Set(
    isWhole ? [...methods.map(({ id }) => id), whole] : [internalId(app, userId)],
  );
  for (const id of ids) {
    // What the primary user holds is of use to the login methods that stay.
    if (isWhole || id !== whole) {
      forget(app, externalId(app, id));
      app.externalIds.delete(id);
    }
    app.users.delete(id);
  }
}
