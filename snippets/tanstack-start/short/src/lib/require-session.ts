import { redirect } from "@tanstack/react-router";
import { createMiddleware } from "@tanstack/react-start";
import * as server from "@tanstack/react-start/server";
import { Error as SuperTokensError } from "supertokens-node";
import { CollectingResponse } from "supertokens-node/framework/custom";
import { getSession } from "supertokens-node/recipe/session";
import { setCookies } from "./deliver.ts";
import "./init.server.ts";
import { sdkRequest } from "./sdk-request.ts";

export const requireSession = createMiddleware({ type: "function" }).server(
  async ({ next }) => {
    const request = server.getRequest();
    const collected = new CollectingResponse();
    server.setResponseHeader("Cache-Control", "private, no-store");
    server.appendResponseHeader("Vary", "Cookie");
    try {
      // A page load carries no anti-CSRF header, so none is checked.
      const options = { antiCsrfCheck: false };
      const session = await getSession(sdkRequest(request), collected, options);
      for (const header of collected.headers) server.setResponseHeader(...header);
      const cookies = setCookies(collected);
      for (const cookie of cookies) server.appendResponseHeader("Set-Cookie", cookie);
      return next({ context: { session } });
    } catch (error) {
      const type = SuperTokensError.isErrorFromSuperTokens(error) && error.type;
      if (type !== "TRY_REFRESH_TOKEN" && type !== "UNAUTHORISED") throw error;
      // A function that the browser calls has a URL of its own.
      const isCall = request.headers.has("x-tsr-serverFn");
      const url = isCall ? (request.headers.get("referer") ?? "/") : request.url;
      const { pathname, search } = new URL(url, request.url);
      const query = new URLSearchParams({ redirectBack: pathname + search });
      const href = `/refresh-session?${query}`;
      throw redirect({ href, reloadDocument: true, statusCode: 302 });
    }
  },
);
