import { anObject } from "./check.ts";
import { type Endpoints, get, post, put } from "./endpoint.ts";
import { type JsonObject, ok } from "./http.ts";
import { object, parameter, string } from "./input.ts";
import { type Recipe, table } from "./recipe.ts";
import type { App } from "./state.ts";

// An app's own data about a user (UserMetadata.java, MetadataUtils.java). The core does not check that the user exists.

const metadataOf = table<JsonObject>("userMetadata", anObject);

/** Only the first level merges, and only there null deletes. */
export function setMetadata(app: App, userId: string, update: JsonObject) {
  const merged = { ...metadataOf(app).get(userId), ...update };
  const metadata = Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== null),
  );
  metadataOf(app).set(userId, metadata);
  return metadata;
}

const endpoints: Endpoints = {
  "/recipe/user/metadata": {
    ...get("public", { userId: parameter }, ({ userId }, { app }) =>
      ok({ metadata: metadataOf(app).get(userId) ?? {} }),
    ),
    ...put(
      "public",
      { userId: string, metadataUpdate: object },
      ({ userId, metadataUpdate }, { app }) =>
        ok({ metadata: setMetadata(app, userId, metadataUpdate) }),
    ),
  },
  "/recipe/user/metadata/remove": post("public", { userId: string }, ({ userId }, { app }) => {
    metadataOf(app).delete(userId);
    return ok();
  }),
};

export const userMetadata: Recipe = {
  endpoints,
  tables: [metadataOf] as Recipe["tables"],
  name: "UserMetadata",
  holds: (app, userId) => metadataOf(app).has(userId),
  forget(app, userId, tenantId) {
    if (tenantId === undefined) metadataOf(app).delete(userId);
  },
};
