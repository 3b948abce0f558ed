/**
 * The origin that the browser sees. The SDK derives the cookie settings from it, so it
 * must be the real one in production.
 */
export const origin = process.env.ORIGIN ?? `http://localhost:${process.env.PORT ?? "3000"}`;

/**
 * What the browser's URL has before the path: "/dev" for a stage, "/v1" for a mapping
 * of a custom domain, nothing for a domain of your own. The event does not contain it.
 */
export const apiGatewayPath = process.env.API_GATEWAY_PATH ?? "";

/** Where the SuperTokens core listens. */
export const coreUri = process.env.SUPERTOKENS_CORE_URI ?? "http://localhost:3567";
