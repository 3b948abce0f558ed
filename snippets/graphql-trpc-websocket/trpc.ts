import { initTRPC } from "@trpc/server";
import { createExpressMiddleware } from "@trpc/server/adapters/express";
import { Router } from "express";
import type { SessionRequest } from "supertokens-node/framework/express";
import type { SessionContainer } from "supertokens-node/recipe/session";
import { verifySession } from "supertokens-node/recipe/session/framework/express";
import { isSessionError } from "./session-error.ts";

const t = initTRPC.context<{ session: SessionContainer }>().create();

const router = t.router({
  me: t.procedure.query(({ ctx }) => ctx.session.getUserId()),
  // This calls the core, which may report that the session has been revoked.
  signedInSince: t.procedure.query(async ({ ctx }) => ctx.session.getTimeCreated()),
});

export type AppRouter = typeof router;

export const trpc = Router();

// Before tRPC: a batch may respond with 207 if its calls end with different statuses, and a
// stream responds with 200 before the first call has ended. The front-end SDK renews the
// session when it sees 401. Procedures without a session belong in a router of their own, on
// another path.
trpc.use("/trpc", verifySession());
trpc.use(
  "/trpc",
  createExpressMiddleware({
    router,
    createContext: ({ req }) => {
      const { session } = req as SessionRequest;
      if (!session) throw new Error("verifySession lets no request through without a session");
      return { session };
    },
    // A procedure has found that the session has ended. In a stream it is too late for this.
    responseMeta: ({ errors }) =>
      errors.some(({ cause }) => isSessionError(cause)) ? { status: 401 } : {},
  }),
);
