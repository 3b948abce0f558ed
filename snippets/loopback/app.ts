import type { ApplicationConfig } from "@loopback/core";
import { RestApplication } from "@loopback/rest";
import { getAllCORSHeaders } from "supertokens-node";
import { middleware } from "supertokens-node/framework/loopback";
import { AdminApiController } from "./assert-claims.ts";
import { CheckedDashboardController } from "./check-database.ts";
import { origin } from "./config.ts";
import { errorPage } from "./error-page.ts";
import { headLikeGet } from "./head.ts";
import "./init.ts";
import { noStore } from "./no-store.ts";
import { WelcomeController } from "./optional-session.ts";
import { ApiController } from "./protect-api.ts";
import { AdminController } from "./require-claim.ts";
import { sameOrigin } from "./same-origin.ts";
import { SessionSequence } from "./sequence.ts";
import { SignInController } from "./sign-in.ts";
import { JwtDashboardController } from "./verify-jwt.ts";
import { DashboardController } from "./verify-session.ts";

export class ExampleApplication extends RestApplication {
  constructor({ rest, ...options }: ApplicationConfig = {}) {
    super({
      ...options,
      rest: {
        // LoopBack's default is "*", which browsers refuse together with cookies.
        cors: { origin, credentials: true, allowedHeaders: corsHeaders },
        ...rest,
      },
    });
    this.sequence(SessionSequence);
    this.middleware(noStore, { group: "noStore" });
    this.middleware(sameOrigin, { group: "sameOrigin" });
    this.middleware(headLikeGet, { group: "head" });
    this.middleware(errorPage, { group: "errorPage" });
    // Responds to /auth/*, including the refresh and the sign-out; and with 401 or 403 to
    // the session errors that controllers throw.
    this.middleware(middleware, { group: "supertokens" });

    this.controller(DashboardController);
    this.controller(CheckedDashboardController);
    this.controller(JwtDashboardController);
    this.controller(WelcomeController);
    this.controller(AdminController);
    this.controller(ApiController);
    this.controller(AdminApiController);
    this.controller(SignInController);
  }
}

const corsHeaders = ["content-type", ...getAllCORSHeaders()];
