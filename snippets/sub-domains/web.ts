import express from "express";
import { getSession } from "supertokens-node/recipe/session";
import { errorPage } from "./error-page.ts";
import "./init.ts";
import { noStore } from "./no-store.ts";
import { pageLoad } from "./page-load.ts";
import { handleSessionError } from "./session-error.ts";

/** The web server: it renders, and leaves /auth/* to the API. */
export const web = express();

web.use(noStore);

web.get("/dashboard", async (req, res) => {
  try {
    const session = await getSession(req, res, pageLoad);
    res.type("text").send(`Signed in as ${session.getUserId()}`);
  } catch (error) {
    handleSessionError(error, req, res);
  }
});

web.use(errorPage);
