/** Settings that the API and the web server must share to the letter. */
export const websiteOrigin = process.env.WEBSITE_ORIGIN ?? "https://app.example.com";
export const apiOrigin = process.env.API_ORIGIN ?? "https://api.example.com";

/** A parent of both hosts: the browser then sends the cookies to both. */
export const cookieDomain = process.env.COOKIE_DOMAIN ?? ".example.com";

/**
 * What it was before, as long as cookies of that time may exist: an empty string for "it
 * was not set". Leave it out if it has always been the same.
 */
export const olderCookieDomain = process.env.OLDER_COOKIE_DOMAIN;

/** Where the SuperTokens core listens. */
export const coreUri = process.env.SUPERTOKENS_CORE_URI ?? "http://localhost:3567";
