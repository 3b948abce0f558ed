import "reflect-metadata";
import {
  type INestApplication,
  type MiddlewareConsumer,
  Module,
  type NestModule,
} from "@nestjs/common";
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
    // Nest asks the last one first: the filter that catches everything must be the first.
    { provide: APP_FILTER, useClass: ErrorPageFilter },
    { provide: APP_FILTER, useClass: SessionErrorFilter },
  ],
})
export class AppModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(noStore).forRoutes("{*path}");
  }
}

export async function createApp(): Promise<INestApplication> {
  const adapter = platform === "fastify" ? new FastifyAdapter() : new ExpressAdapter();
  return NestFactory.create(AppModule, adapter);
}
