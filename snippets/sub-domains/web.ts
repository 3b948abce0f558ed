import express from "express";
import { Error as SuperTokensError } from "supertokens-node";
import { getSession, Error as SessionError } from "supertokens-node/recipe/session";
import "./init.ts";

/** The web server: it renders, and leaves /auth/* to the API. */
export const web = express();

web.get("/dashboard", async (req, res) => {
  res.set("Cache-Control", "private, no-store");
  try {
    const session = await getSession(req, res, {
      antiCsrfCheck: false,
      overrideGlobalClaimValidators: () => [],
    });
    res.type("text").send(`Signed in as ${session.getUserId()}`);
  } catch (error) {
    if (!SuperTokensError.isErrorFromSuperTokens(error)) throw error;
    const { TRY_REFRESH_TOKEN, UNAUTHORISED } = SessionError;
    if (error.type !== TRY_REFRESH_TOKEN && error.type !== UNAUTHORISED) throw error;
    const query = new URLSearchParams({ redirectBack: req.originalUrl });
    res.redirect(302, `/refresh-session?${query}`);
  }
});
