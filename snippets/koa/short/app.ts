import Router from "@koa/router";
import type Koa from "koa";
import { middleware } from "supertokens-node/framework/koa";
import "./init.ts";
import { pageSession } from "./page-session.ts";

const router = new Router();

router.get("/dashboard", async (ctx) => {
  const session = await pageSession(ctx);
  if (session) ctx.body = `Signed in as ${session.getUserId()}`;
});

export function addTo(server: Koa): void {
  server.use(middleware());
  server.use(router.routes());
}
