import type { Context } from "aws-lambda";
import { Error as SuperTokensError } from "supertokens-node";
import { middleware } from "supertokens-node/framework/awsLambda";
import { text } from "./answer.ts";
import { errorPage } from "./error-page.ts";
import { type GatewayEvent, isBrokenJson, methodOf, type Result, readable } from "./event.ts";
import "./init.ts";
import { noStore } from "./no-store.ts";
import { isSameOrigin } from "./same-origin.ts";

type Route = (event: GatewayEvent) => Promise<Result>;

/**
 * Makes of your routes what Lambda calls: in front of them the check of the origin, then the
 * SDK, which responds to /auth/*, among them the refresh and the sign-out. Put it around the
 * routes of each of your functions.
 */
export function withSuperTokens(route: Route) {
  const supertokens = middleware((event: GatewayEvent) => caught(route, event));

  // It has two parameters and the SDK's middleware three, which Lambda's Node.js 24 takes for
  // a callback and refuses to start.
  return async (event: GatewayEvent, context: Context): Promise<Result> => {
    const result = await respond(event, context);
    return noStore(methodOf(event) === "HEAD" ? { ...result, body: "" } : result);
  };

  async function respond(event: GatewayEvent, context: Context): Promise<Result> {
    // Before everything that changes something, the SDK's routes included.
    if (!isSameOrigin(event)) return text("This request comes from another site", 403);
    try {
      const decoded = readable(event);
      if (isBrokenJson(decoded)) return text("This JSON cannot be read", 400);
      return await supertokens(decoded, context, () => {});
    } catch (error) {
      return errorPage(error, event);
    }
  }
}

async function caught(route: Route, event: GatewayEvent): Promise<Result> {
  try {
    return await route(event);
  } catch (error) {
    // The middleware makes 401 or 403 of a session error. Any other it throws again without
    // the cookies that the SDK has set: so here it becomes a response.
    if (SuperTokensError.isErrorFromSuperTokens(error)) throw error;
    return errorPage(error, event);
  }
}
