import Router from "@koa/router";
import type Koa from "koa";
import { secret } from "./assert-claims.ts";
import { auth, sessionErrors } from "./auth.ts";
import { dashboardChecked } from "./check-database.ts";
import { errorPage } from "./error-page.ts";
import "./init.ts";
import { noStore } from "./no-store.ts";
import { welcome } from "./optional-session.ts";
import { requireSession, user } from "./protect-api.ts";
import { admin } from "./require-claim.ts";
import { sameOrigin } from "./same-origin.ts";
import { form, signIn } from "./sign-in.ts";
import { dashboardJwt } from "./verify-jwt.ts";
import { dashboard } from "./verify-session.ts";

const router = new Router();

router.get("/dashboard", dashboard);
router.get("/dashboard-checked", dashboardChecked);
router.get("/dashboard-jwt", dashboardJwt);
router.get("/welcome", welcome);
router.get("/admin", admin);
router.post("/login", form, signIn);
router.all("/api/user", requireSession, user);
router.get("/api/admin", requireSession, secret);

/**
 * Each catches what the middleware after it throws, so the general ones come first.
 */
export function addTo(server: Koa): void {
  server.use(noStore);
  server.use(errorPage);
  // Before every state-changing route, including the SDK's.
  server.use(sameOrigin);
  // Before every body parser: the SDK reads the bodies of its own API itself.
  server.use(auth);
  server.use(sessionErrors);
  server.use(router.routes());
}
