import type { LoaderFunctionArgs } from "react-router";
import { type Sdk, sdkContext, sessionErrorResponse } from "./sdk";

/**
 * Makes the loader and the action of a resource route that uses the SDK. The response to what
 * getSession and assertClaims throw is 401 or 403; React Router would respond 500.
 */
export function endpoint(handler: (sdk: Sdk) => Promise<Response>) {
  return async ({ context }: LoaderFunctionArgs): Promise<Response> => {
    const sdk = context.get(sdkContext);
    try {
      return await handler(sdk);
    } catch (error) {
      const response = await sessionErrorResponse(error, sdk);
      if (response) return response;
      // The SDK throws a plain error for an unreachable core: the session may still be
      // valid.
      console.error(error);
      return Response.json({ message: "internal error" }, { status: 500 });
    }
  };
}
