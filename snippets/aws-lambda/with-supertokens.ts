import type { Context } from "aws-lambda";
import { Error as SuperTokensError } from "supertokens-node";
import { middleware } from "supertokens-node/framework/awsLambda";
import { errorPage } from "./error-page.ts";
import { type GatewayEvent, isBrokenJson, methodOf, type Result, readable } from "./event.ts";
import { text } from "./responses.ts";
import "./init.ts";
import { noStore } from "./no-store.ts";
import { isSameOrigin } from "./same-origin.ts";

type Route = (event: GatewayEvent) => Promise<Result>;

/**
 * Makes a Lambda handler from your routes: first the origin check, then the SDK, which
 * responds to /auth/*, including the refresh and the sign-out. Wrap the routes of each
 * function in it.
 */
export function withSuperTokens(route: Route) {
  const supertokens = middleware((event: GatewayEvent) => caught(route, event));

  // Two parameters: the SDK's middleware has three, and Lambda's Node.js 24 treats the third
  // as a callback and refuses to start.
  return async (event: GatewayEvent, context: Context): Promise<Result> => {
    const result = await respond(event, context);
    return noStore(methodOf(event) === "HEAD" ? { ...result, body: "" } : result);
  };

  async function respond(event: GatewayEvent, context: Context): Promise<Result> {
    // Before every state-changing route, including the SDK's.
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
    // The middleware turns a session error into 401 or 403. It rethrows any other error
    // without the cookies that the SDK has set, so this turns it into a response.
    if (SuperTokensError.isErrorFromSuperTokens(error)) throw error;
    return errorPage(error, event);
  }
}
