import { Hono } from "hono";
import { secret } from "./assert-claims.ts";
import { auth } from "./auth.ts";
import { dashboardChecked } from "./check-database.ts";
import { onError } from "./error-page.ts";
import "./init.ts";
import { noStore } from "./no-store.ts";
import { welcome } from "./optional-session.ts";
import { requireSession, user } from "./protect-api.ts";
import { admin } from "./require-claim.ts";
import { sameOrigin } from "./same-origin.ts";
import { signIn, smallBody } from "./sign-in.ts";
import { type SdkEnv, superTokens } from "./super-tokens.ts";
import { dashboardJwt } from "./verify-jwt.ts";
import { dashboard } from "./verify-session.ts";

export const app = new Hono<SdkEnv>();

// Each adds to the response of the middleware after it, so the general ones come first.
app.use(noStore);
// Before every state-changing route, including the SDK's.
app.use(sameOrigin);
app.use(superTokens);
app.onError(onError);

app.all("/auth/*", auth);
app.get("/dashboard", dashboard);
app.get("/dashboard-checked", dashboardChecked);
app.get("/dashboard-jwt", dashboardJwt);
app.get("/welcome", welcome);
app.get("/admin", admin);
app.post("/login", smallBody, signIn);
app.all("/api/user", requireSession, user);
app.get("/api/admin", requireSession, secret);
