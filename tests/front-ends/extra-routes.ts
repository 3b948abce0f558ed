import express, { type Request, Router } from "express";
import { convertToRecipeUserId } from "supertokens-node";
import type { SessionRequest } from "supertokens-node/framework/express";
import {
  createNewSession,
  getSession,
  mergeIntoAccessTokenPayload,
} from "supertokens-node/recipe/session";
import { verifySession } from "supertokens-node/recipe/session/framework/express";
import { page } from "../../snippets/express/page.ts";
import { pageLoad } from "../../snippets/express/page-load.ts";
import { safeRedirectBack } from "../../snippets/express/redirect-back.ts";
import { handleSessionError } from "../../snippets/express/session-error.ts";

/** Routes of the server that no snippet shows. */
export const extraRoutes = Router();
const form = express.urlencoded({ extended: false });

/** What no page should do: it changes the access token payload while it renders. */
extraRoutes.get("/change-payload", async (req, res) => {
  const session = await getSession(req, res, { antiCsrfCheck: false });
  await session.mergeIntoAccessTokenPayload({ plan: "paid" });
  res.send(`Signed in as ${session.getUserId()}`);
});

/** Adds a claim to the running session with which its access token is about as long as the form says. */
extraRoutes.post("/grow", form, async (req, res) => {
  const session = await getSession(req, res);
  await session.mergeIntoAccessTokenPayload({ plan: "" });
  const missing = Number(fieldOf(req, "length")) - session.getAccessToken().length;
  const plan = "x".repeat(Math.floor((missing * 3) / 4));
  await session.mergeIntoAccessTokenPayload({ plan });
  res.json({ length: session.getAccessToken().length, plan });
});

/** What an operator does about it: takes the claim out of a session that is not theirs. */
extraRoutes.post("/shrink", form, async (req, res) => {
  await mergeIntoAccessTokenPayload(fieldOf(req, "handle"), { plan: null });
  res.json({});
});

/** Where an identity provider sends the browser after a sign-in: it begins a session and redirects. */
extraRoutes.get("/callback", async (req, res) => {
  await createNewSession(req, res, "public", convertToRecipeUserId(String(req.query.user)));
  res.redirect(303, safeRedirectBack(req.query.redirectBack));
});

/** A form that is verified as a page is. */
extraRoutes.post("/orders", form, async (req, res) => {
  try {
    await getSession(req, res, pageLoad);
    res.send(page("Orders", `Ordered: ${fieldOf(req, "item")}`));
  } catch (error) {
    handleSessionError(error, req, res);
  }
});
extraRoutes.get("/orders", (_req, res) => void res.send(page("Orders", "Nothing ordered")));

/** The same form for scripts: without a valid session it responds with 401. */
extraRoutes.post("/api/orders", form, verifySession(), (req: SessionRequest, res) => {
  res.json({ ordered: fieldOf(req, "item") });
});

/** A field of a form; empty if it is not there. */
function fieldOf(req: Request, name: string): string {
  const fields: Record<string, unknown> = req.body ?? {};
  return String(fields[name] ?? "");
}
