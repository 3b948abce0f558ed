import express from "express";
import { errorHandler, middleware } from "supertokens-node/framework/express";
import "./init.ts";
import { pageSession } from "./page-session.ts";

export const app = express();

app.use(middleware());

app.get("/dashboard", async (req, res) => {
  const session = await pageSession(req, res);
  if (session) res.type("text").send(`Signed in as ${session.getUserId()}`);
});

app.use(errorHandler());
