import { HttpException, HttpStatus } from "@nestjs/common";
import type { Request, Response } from "express";
import { Error as SuperTokensError } from "supertokens-node";
import { getSession, type SessionContainer } from "supertokens-node/recipe/session";

/** The session of a page's visitor; without one, throws a redirect to the refresh page. */
export async function pageSession(req: Request, res: Response): Promise<SessionContainer> {
  res.set("Cache-Control", "private, no-store").vary("Cookie");
  try {
    // A page load carries no anti-CSRF header.
    return await getSession(req, res, { antiCsrfCheck: false });
  } catch (error) {
    const type = SuperTokensError.isErrorFromSuperTokens(error) && error.type;
    if (type !== "TRY_REFRESH_TOKEN" && type !== "UNAUTHORISED") throw error;
    const query = new URLSearchParams({ redirectBack: req.originalUrl });
    res.location(`/refresh-session?${query}`);
    throw new HttpException("Renewing your session", HttpStatus.FOUND);
  }
}
