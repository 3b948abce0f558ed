import { Router } from "express";
import { getSession } from "supertokens-node/recipe/session";

export const changePayload = Router();

/** What no page should do: it changes the access token payload while it renders. */
changePayload.get("/change-payload", async (req, res) => {
  const session = await getSession(req, res, { antiCsrfCheck: false });
  await session.mergeIntoAccessTokenPayload({ plan: "paid" });
  res.send(`Signed in as ${session.getUserId()}`);
});
