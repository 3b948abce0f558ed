import type { FastifyReply, FastifyRequest } from "fastify";
import { Error as SuperTokensError } from "supertokens-node";
import { getSession, type SessionContainer } from "supertokens-node/recipe/session";

/** The session of a page's visitor; without one, sends the browser to the refresh page. */
export async function pageSession(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<SessionContainer | undefined> {
  reply.headers({ "Cache-Control": "private, no-store", Vary: "Cookie" });
  try {
    // A page load carries no anti-CSRF header.
    return await getSession(request, reply, { antiCsrfCheck: false });
  } catch (error) {
    const type = SuperTokensError.isErrorFromSuperTokens(error) && error.type;
    if (type !== "TRY_REFRESH_TOKEN" && type !== "UNAUTHORISED") throw error;
    const query = new URLSearchParams({ redirectBack: request.originalUrl });
    reply.redirect(`/refresh-session?${query}`);
  }
}
