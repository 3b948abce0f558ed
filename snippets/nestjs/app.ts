import "reflect-metadata";
import { type INestApplication, Module } from "@nestjs/common";
import { APP_FILTER, NestFactory } from "@nestjs/core";
import { ExpressAdapter } from "@nestjs/platform-express";
import { FastifyAdapter } from "@nestjs/platform-fastify";
import { AdminApiController } from "./assert-claims.ts";
import { AuthController } from "./auth.ts";
import { CheckedDashboardController } from "./check-database.ts";
import { platform } from "./config.ts";
import { ErrorPageFilter } from "./error-page.ts";
import "./init.ts";
import { noStore } from "./no-store.ts";
import { WelcomeController } from "./optional-session.ts";
import { ApiController } from "./protect-api.ts";
import { AdminController } from "./require-claim.ts";
import { sameOrigin } from "./same-origin.ts";
import { SessionErrorFilter } from "./session-error.ts";
import { SignInController } from "./sign-in.ts";
import { JwtDashboardController } from "./verify-jwt.ts";
import { DashboardController } from "./verify-session.ts";

@Module({
  controllers: [
    AuthController,
    DashboardController,
    CheckedDashboardController,
    JwtDashboardController,
    WelcomeController,
    AdminController,
    ApiController,
    AdminApiController,
    SignInController,
  ],
  providers: [
    // Nest tries the last filter first, so the filter that catches everything comes first
    // in the list.
    { provide: APP_FILTER, useClass: ErrorPageFilter },
    { provide: APP_FILTER, useClass: SessionErrorFilter },
  ],
})
export class AppModule {}

export async function createApp(): Promise<INestApplication> {
  const adapter = platform === "fastify" ? new FastifyAdapter() : new ExpressAdapter();
  const app = await NestFactory.create(AppModule, adapter);
  // Here, and not in the module: a module's middleware runs after Nest has read the body.
  app.use(noStore);
  // Before every state-changing route, including the SDK's.
  app.use(sameOrigin);
  return app;
}
