/**
 * The origin that the browser sees. The SDK derives the cookie settings from it, so it
 * must be the real one in production.
 */
export const origin = process.env.ORIGIN ?? `http://localhost:${process.env.PORT ?? "3000"}`;

/** Where the SuperTokens core listens. */
export const coreUri = process.env.SUPERTOKENS_CORE_URI ?? "http://localhost:3567";
