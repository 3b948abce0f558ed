import express from "express";
import { errorHandler, middleware } from "supertokens-node/framework/express";
import { adminApi } from "./assert-claims.ts";
import { asyncHandler } from "./async-handler.ts";
import { dashboardChecked } from "./check-database.ts";
import { errorPage } from "./error-page.ts";
import "./init.ts";
import { noStore } from "./no-store.ts";
import { welcome } from "./optional-session.ts";
import { api } from "./protect-api.ts";
import { admin } from "./require-claim.ts";
import { sameOrigin } from "./same-origin.ts";
import { signIn } from "./sign-in.ts";
import { dashboardJwt } from "./verify-jwt.ts";
import { dashboard } from "./verify-session.ts";

export const app = express();

app.use(noStore);
// Before everything that changes something, the SDK's routes included.
app.use(sameOrigin);
// Before your routes: responds to /auth/*, among them the refresh and the sign-out.
app.use(middleware());

// #region routes
app.get("/dashboard", asyncHandler(dashboard));
app.get("/dashboard-checked", asyncHandler(dashboardChecked));
app.get("/dashboard-jwt", asyncHandler(dashboardJwt));
app.get("/welcome", asyncHandler(welcome));
app.get("/admin", asyncHandler(admin));
app.post("/login", express.urlencoded({ extended: false }), asyncHandler(signIn));
// #endregion routes
app.use(api);
app.use(adminApi);

// After your routes: responds with 401 or 403 for a session error that one of them let through.
app.use(errorHandler());
// Last: everything that is not about sessions.
app.use(errorPage);
