import type {
  SessionClaimValidator,
  VerifySessionOptions,
} from "supertokens-node/recipe/session";

/** How a page reads the session. A page load is a GET: it must not change anything. */
export const pageLoad = {
  // A browser adds no header to a page load, and a request that changes nothing needs no
  // protection from forgery.
  antiCsrfCheck: false,
  overrideGlobalClaimValidators: withoutFetching,
} satisfies VerifySessionOptions;

/**
 * The validators, checking the claims as they stand in the access token. Left alone, a
 * validator whose claim is missing or too old fetches it, which changes the payload of the
 * session during a GET and calls the core.
 */
export function withoutFetching(validators: SessionClaimValidator[]): SessionClaimValidator[] {
  return validators.map((validator) => ({ ...validator, shouldRefetch: () => false }));
}
