import { Hono } from "hono";
import { auth } from "./auth.ts";
import "./init.ts";
import { withPageSession } from "./page-session.ts";

export const app = new Hono();

app.all("/auth/*", (c) => auth(c.req.raw));

app.get("/dashboard", (c) =>
  withPageSession(c.req.raw, (session) => c.text(`Signed in as ${session.getUserId()}`)),
);
