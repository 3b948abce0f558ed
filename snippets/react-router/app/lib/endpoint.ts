import type { LoaderFunctionArgs } from "react-router";
import { sessionErrorResponse } from "./sdk.ts";

/**
 * Makes a loader or an action of a handler that uses the SDK: the response to what getSession
 * and assertClaims throw is 401 or 403. React Router would respond 500.
 */
export function endpoint(handler: (args: LoaderFunctionArgs) => Promise<Response>) {
  return async (args: LoaderFunctionArgs): Promise<Response> => {
    try {
      return await handler(args);
    } catch (error) {
      return await sessionErrorResponse(error, args.context);
    }
  };
}
