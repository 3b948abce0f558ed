import type {
  SessionClaimValidator,
  VerifySessionOptions,
} from "supertokens-node/recipe/session";

/** The getSession options for a page. A page load is a GET and must not change anything. */
export const pageLoad = {
  // A browser adds no custom header to a page load, and a request without side effects
  // needs no CSRF protection.
  antiCsrfCheck: false,
  overrideGlobalClaimValidators: withoutFetching,
} satisfies VerifySessionOptions;

/**
 * Makes the validators check the claims that the access token holds. Otherwise a validator
 * fetches a claim that is missing or too old, which changes the session's payload during a
 * GET and calls the core.
 */
export function withoutFetching(validators: SessionClaimValidator[]): SessionClaimValidator[] {
  return validators.map((validator) => ({ ...validator, shouldRefetch: () => false }));
}
