import { get } from "./endpoint.ts";
import { ok } from "./http.ts";
import { parameter } from "./input.ts";
import type { Recipe } from "./recipe.ts";
import { methodsOf, wholeUserJson } from "./users.ts";

/** What an SDK looks up when it creates a session (GetUserByIdAPI.java). */
export const userById: Recipe = {
  endpoints: {
    "/user/id": get("public", { userId: parameter }, ({ userId }, { app, cdi }) =>
      ok({ user: wholeUserJson(app, methodsOf(app, userId), cdi) }),
    ),
  },
};
