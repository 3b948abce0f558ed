import { type Sdk, sessionErrorResponse } from "./sdk.ts";

/**
 * Makes the handler of a server route that uses the SDK. The response to what getSession and
 * assertClaims throw is 401 or 403; Start would respond 500.
 */
export function endpoint(handler: (sdk: Sdk, request: Request) => Promise<Response>) {
  return async ({ request, context: { sdk } }: { request: Request; context: { sdk: Sdk } }) => {
    try {
      return await handler(sdk, request);
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
