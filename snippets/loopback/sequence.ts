import { type Context, inject } from "@loopback/core";
import {
  type InvokeMiddleware,
  MiddlewareSequence,
  RestBindings,
  RestMiddlewareGroups,
} from "@loopback/rest";

/**
 * What a request goes through, from the outside in. A group that is not named here has no
 * fixed place.
 */
export class SessionSequence extends MiddlewareSequence {
  constructor(
    @inject.context() context: Context,
    @inject(RestBindings.INVOKE_MIDDLEWARE_SERVICE) invoke: InvokeMiddleware,
  ) {
    super(context, invoke, {
      ...MiddlewareSequence.defaultOptions,
      orderedGroups: [
        RestMiddlewareGroups.SEND_RESPONSE,
        "noStore",
        // Before every state-changing route, including the SDK's.
        "sameOrigin",
        "head",
        RestMiddlewareGroups.CORS,
        RestMiddlewareGroups.API_SPEC,
        // Around the SDK: it passes on every error that is not its own.
        "errorPage",
        // Around everything that may throw the SDK's errors, and before the routes: /auth/*
        // is not one of them.
        "supertokens",
        RestMiddlewareGroups.MIDDLEWARE,
        RestMiddlewareGroups.FIND_ROUTE,
        RestMiddlewareGroups.AUTHENTICATION,
        RestMiddlewareGroups.PARSE_PARAMS,
        RestMiddlewareGroups.INVOKE_METHOD,
      ],
    });
  }
}
