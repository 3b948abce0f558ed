import { type ApplicationConfig, inject } from "@loopback/core";
import {
  get,
  RequestContext,
  type Response,
  RestApplication,
  RestBindings,
} from "@loopback/rest";
import { middleware } from "supertokens-node/framework/loopback";
import "./init.ts";
import { pageSession } from "./page-session.ts";

export class DashboardController {
  constructor(@inject(RestBindings.Http.CONTEXT) private readonly ctx: RequestContext) {}

  @get("/dashboard")
  async dashboard(): Promise<string | Response> {
    const session = await pageSession(this.ctx);
    return session ? `Signed in as ${session.getUserId()}` : this.ctx.response;
  }
}

export class ExampleApplication extends RestApplication {
  constructor(options: ApplicationConfig = {}) {
    super(options);
    // LoopBack has no route for HEAD.
    this.middleware(({ request }, next) => {
      if (request.method === "HEAD") request.method = "GET";
      return next();
    });
    this.middleware(middleware);
    this.controller(DashboardController);
  }
}
