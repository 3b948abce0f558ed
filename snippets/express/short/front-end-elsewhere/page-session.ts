import type { Request, Response } from "express";
import { Error as SuperTokensError } from "supertokens-node";
import { getSession, type SessionContainer } from "supertokens-node/recipe/session";

/** The apiDomain and websiteDomain of your init. */
const { API_DOMAIN = "http://localhost:3001", WEBSITE_DOMAIN = "http://localhost:5173" } =
  process.env;

/** The session of a page's visitor; without one, sends the browser to the front end's refresh page. */
export async function pageSession(
  req: Request,
  res: Response,
): Promise<SessionContainer | undefined> {
  res.set("Cache-Control", "private, no-store").vary("Cookie");
  try {
    // A page load carries no anti-CSRF header.
    return await getSession(req, res, { antiCsrfCheck: false });
  } catch (error) {
    const type = SuperTokensError.isErrorFromSuperTokens(error) && error.type;
    if (type !== "TRY_REFRESH_TOKEN" && type !== "UNAUTHORISED") throw error;
    const query = new URLSearchParams({ redirectBack: API_DOMAIN + req.originalUrl });
    res.redirect(`${WEBSITE_DOMAIN}/refresh-session?${query}`);
  }
}
