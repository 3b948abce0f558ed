import express from "express";
import {
  errorHandler,
  middleware,
  type SessionRequest,
} from "supertokens-node/framework/express";
import { verifySession } from "supertokens-node/recipe/session/framework/express";
import { account } from "./account.ts";
import "./init.ts";
import { noStore } from "./no-store.ts";
import { sameOrigin } from "./same-origin.ts";

export const app = express();

app.use(noStore);
app.use(sameOrigin);
app.use(middleware());

app.get("/account", account);
// The API responds 403 and names the claim that failed: `st-ev`.
app.get("/api/account", verifySession(), (req: SessionRequest, res) => {
  if (!req.session) throw new Error("verifySession lets no request through without a session");
  res.json({ userId: req.session.getUserId() });
});

app.use(errorHandler());
