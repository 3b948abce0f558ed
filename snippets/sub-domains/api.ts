import cors from "cors";
import express from "express";
import { convertToRecipeUserId, getAllCORSHeaders } from "supertokens-node";
import {
  errorHandler,
  middleware,
  type SessionRequest,
} from "supertokens-node/framework/express";
import { createNewSession } from "supertokens-node/recipe/session";
import { verifySession } from "supertokens-node/recipe/session/framework/express";
import { errorPage } from "./error-page.ts";
import "./init.ts";
import { noStore } from "./no-store.ts";
import { sameOrigin } from "./same-origin.ts";
import { websiteOrigin } from "./settings.ts";

export const api = express();

/** The headers with which the website may call the API and read its responses. */
const corsHeaders = cors({
  // Exactly this origin: browsers refuse "*" together with cookies.
  origin: websiteOrigin,
  credentials: true,
  allowedHeaders: ["content-type", ...getAllCORSHeaders()],
});

api.use(noStore);
// Before the SDK, whose responses and errors need the CORS headers too. Other origins get
// none.
api.use((req, res, next) => {
  if (req.get("origin") === websiteOrigin) corsHeaders(req, res, next);
  else next();
});
// Before every state-changing route. CORS does not replace it: CORS keeps another site's
// page from reading a response, not from sending the request.
api.use(sameOrigin);
api.use(middleware());

/** A placeholder for your own sign-in: it accepts every name. */
api.post("/login", express.json(), async (req, res) => {
  const { user }: { user?: unknown } = req.body ?? {};
  if (typeof user !== "string" || !user) return void res.sendStatus(400);
  await createNewSession(req, res, "public", convertToRecipeUserId(user));
  res.json({ status: "OK" });
});

api.get("/user", verifySession(), (req: SessionRequest, res) => {
  if (!req.session) throw new Error("verifySession lets no request through without a session");
  res.json({ userId: req.session.getUserId() });
});

api.use(errorHandler());
// Last: errors that are not about sessions.
api.use(errorPage);
