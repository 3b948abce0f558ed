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
import "./init.ts";
import { websiteOrigin } from "./settings.ts";

export const api = express();

// Before the SDK: also its answers, and its errors, need these headers.
api.use(
  cors({
    // To the letter: "*" does not go together with cookies.
    origin: websiteOrigin,
    credentials: true,
    allowedHeaders: ["content-type", ...getAllCORSHeaders()],
  }),
);
api.use(middleware());

/** Stands for your own sign-in: it believes whoever they say they are. */
api.post("/login", express.json(), async (req, res) => {
  const { user }: { user?: unknown } = req.body ?? {};
  if (typeof user !== "string" || !user) return void res.sendStatus(400);
  await createNewSession(req, res, "public", convertToRecipeUserId(user));
  res.json({ status: "OK" });
});

api.get("/user", verifySession(), (req: SessionRequest, res) => {
  res.json({ userId: req.session?.getUserId() });
});

api.use(errorHandler());
