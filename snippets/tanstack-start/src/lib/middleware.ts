import { createMiddleware } from "@tanstack/react-start";
import { requireSessionInDatabase } from "./check-database.ts";
import { optionalSession } from "./optional-session.ts";
import { pageHeader } from "./page-header.ts";
import { Refusal } from "./refusal.ts";
import { requireAdmin } from "./require-claim.ts";
import { isSameOrigin } from "./same-origin.ts";
import { sdkOf } from "./sdk.ts";
import { sendHeaders } from "./send-headers.ts";
import { requireAccessToken } from "./verify-jwt.ts";
import { requireSession, type Visit, type Visitor } from "./verify-session.ts";

type Verify = (visit: Visit) => Promise<Visitor>;

/** How each server function verifies its visitor. One that is not listed needs a session. */
const verifies = new Map<string, Verify>([
  ["src/routes/dashboard-checked.tsx getUser", requireSessionInDatabase],
  ["src/routes/dashboard-jwt.tsx getUser", requireAccessToken],
  ["src/routes/welcome.tsx getVisitor", optionalSession],
  ["src/routes/admin.tsx getAdmin", requireAdmin],
]);

/** For every request: pages, server functions and server routes. */
export const supertokens = createMiddleware().server(async ({ next, request, handlerType }) => {
  const sdk = sdkOf(request);
  try {
    // Before every state-changing route, including the SDK's routes.
    if (!isSameOrigin(request)) {
      return new Response("This request comes from another site", { status: 403 });
    }
    const visitors = new Map<Verify, Promise<Visitor>>();
    return await next({ context: { sdk, isCall: handlerType === "serverFn", visitors } });
  } finally {
    // Whatever it comes to: a page, a redirect or an error.
    sendHeaders(sdk.response);
  }
});

/** For every server function, whether a browser calls it or a loader on the server. */
export const verify = createMiddleware({ type: "function" })
  .middleware([supertokens])
  .client(({ next }) => {
    // This runs on the server too, where a loader calls the function.
    if (typeof window === "undefined") return next();
    const { pathname, search, hash } = window.location;
    return next({ headers: { [pageHeader]: pathname + search + hash } });
  })
  .server(async ({ next, context, serverFnMeta: { filename, name } }) => {
    try {
      const verifyVisitor = verifies.get(`${filename} ${name}`) ?? requireSession;
      // A page may call several functions: its request is verified once.
      const visitor = context.visitors.get(verifyVisitor) ?? verifyVisitor(context);
      context.visitors.set(verifyVisitor, visitor);
      const { session, userId } = await visitor;
      // Always both: a client can send a context of its own, and these replace it.
      return await next({ context: { session, userId } });
    } catch (error) {
      // Start sends the message of every error to the browser, in production too. Redirects are
      // no errors.
      if (!(error instanceof Error) || error instanceof Refusal) throw error;
      console.error(error);
      throw new Error("internal error");
    }
  });
