import type { H3Event } from "h3";
import { getSession, type VerifySessionOptions } from "supertokens-node/recipe/session";
import { RolesClaim } from "./claims.ts";
import { deliverTo } from "./deliver-to.ts";
import { pageLoad } from "./page-load.ts";
import { headOf } from "./request.ts";
import { sdkOf } from "./sdk.ts";
import { handleSessionError } from "./session-error.ts";
import { setVisitor } from "./visitor.ts";

/**
 * For the middleware: the visitor for the page, or the response for every other visitor.
 */
export async function requireSession(
  event: H3Event,
  options: VerifySessionOptions = {},
): Promise<Response | undefined> {
  const { request, response } = sdkOf(headOf(event));
  try {
    const session = await getSession(request, response, { ...pageLoad, ...options });
    // Undefined only with `sessionRequired: false`.
    if (!session) return;
    const roles = (await session.getClaimValue(RolesClaim)) ?? [];
    setVisitor(event, { userId: session.getUserId(), roles });
  } catch (error) {
    return handleSessionError(error, event, { optional: options.sessionRequired === false });
  } finally {
    deliverTo(event, response);
  }
}
