import { coreItself } from "./core-api.ts";
import type { Parts } from "./engine.ts";
import { jwt } from "./jwt-api.ts";
import { session } from "./session-api.ts";
import { userById } from "./user-by-id-api.ts";

/** What an app needs that creates sessions for users of its own: a fifth of the whole. */
export const sessionsOnly: Parts = {
  recipes: [coreItself, session, jwt, userById],
  createUser: async () => {
    throw new Error("this mock core has sessions only: it cannot create users");
  },
};
