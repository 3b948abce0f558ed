import "reflect-metadata";
import {
  Controller,
  Get,
  Header,
  type INestApplication,
  Module,
  Req,
  Res,
} from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import type { Request, Response } from "express";
import { middleware } from "supertokens-node/framework/express";
import "./init.ts";
import { pageSession } from "./page-session.ts";

@Controller()
export class DashboardController {
  @Get("dashboard")
  @Header("Content-Type", "text/plain")
  async dashboard(
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
  ): Promise<string> {
    const session = await pageSession(req, res);
    return `Signed in as ${session.getUserId()}`;
  }
}

@Module({ controllers: [DashboardController] })
export class AppModule {}

export async function createApp(): Promise<INestApplication> {
  const app = await NestFactory.create(AppModule);
  app.use(middleware());
  return app;
}
