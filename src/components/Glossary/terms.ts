/** The SDKs whose names for a term the glossary lists. */
export const sdks = { node: "Node", go: "Go", python: "Python", web: "Web" } as const;

export interface Term {
  term: string;
  /** One sentence; code stands between backticks. */
  meaning: string;
  /** The standard that defines the term, or the package whose types do. */
  source?: { label: string; href?: string };
  /** The page of this site that explains the term. */
  page?: string;
  /** The name in each SDK: a function, an option, a type or an error. */
  names?: Partial<Record<keyof typeof sdks, string>>;
}

/** A section of an RFC. */
const rfc = (number: number, section: string) => ({
  label: `RFC ${number}, section ${section}`,
  href: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
});
const node = { label: "supertokens-node" };

/**
 * The terms of this site, in alphabetical order.
 *
 * The names are those of supertokens-node 24.0.3, supertokens-golang 0.25.1, supertokens-python 0.31.4 and
 * supertokens-web-js 0.16.0. A test looks those of Node and of the web up in the installed packages.
 */
export const terms: readonly Term[] = [
  {
    term: "access token",
    meaning:
      "The short-lived signed JWT, in the cookie `sAccessToken`, that proves that a request belongs to a session.",
    source: rfc(6749, "1.4"),
    page: "/concepts/session",
    names: {
      node: "getAccessToken",
      go: "GetAccessToken",
      python: "get_access_token",
      web: "getAccessToken",
    },
  },
  {
    term: "API key",
    meaning: "The secret that a server sends to the core with each call.",
    source: node,
    page: "/errors/invalid-api-key",
    names: { node: "apiKey", go: "APIKey", python: "api_key" },
  },
  {
    term: "CDI",
    meaning:
      "The core driver interface, the versioned HTTP API through which an SDK calls the core.",
    source: node,
    page: "/errors/incompatible-core",
  },
  {
    term: "claim",
    meaning: "A statement about the user, such as a role, in the payload of the access token.",
    source: rfc(7519, "2"),
    page: "/concepts/claims",
    names: {
      node: "SessionClaim",
      go: "TypeSessionClaim",
      python: "SessionClaim",
      web: "SessionClaim",
    },
  },
  {
    term: "claim validator",
    meaning: "A check of one claim, which the SDK runs when it verifies a session.",
    source: node,
    page: "/concepts/claims",
    names: {
      node: "SessionClaimValidator",
      go: "SessionClaimValidator",
      python: "SessionClaimValidator",
      web: "SessionClaimValidator",
    },
  },
  {
    term: "clock skew",
    meaning:
      "The difference between the clocks of two machines, which makes a token count as expired too early or too late.",
    source: rfc(7519, "4.1.4"),
    page: "/production",
  },
  {
    term: "cold start",
    meaning: "The start of a server instance that has not yet fetched the JWKS.",
    page: "/concepts/serverless",
  },
  {
    term: "connection URI",
    meaning: "The URL at which a server reaches the core.",
    source: node,
    page: "/errors/no-core-available",
    names: { node: "connectionURI", go: "ConnectionURI", python: "connection_uri" },
  },
  {
    term: "cookie domain",
    meaning:
      "The `Domain` attribute of the session's cookies, which extends them from one host to all hosts under a domain.",
    source: rfc(6265, "5.2.3"),
    page: "/concepts/sub-domains",
    names: {
      node: "cookieDomain",
      go: "CookieDomain",
      python: "cookie_domain",
      web: "sessionTokenFrontendDomain",
    },
  },
  {
    term: "core",
    meaning: "The SuperTokens server that stores the sessions and signs the tokens.",
    page: "/concepts/core-down",
  },
  {
    term: "CSRF",
    meaning:
      "Cross-site request forgery, an attack in which another site makes a visitor's browser send a request that changes something.",
    source: rfc(6749, "10.12"),
    page: "/concepts/csrf",
    names: { node: "antiCsrf", go: "AntiCsrf", python: "anti_csrf" },
  },
  {
    term: "database check",
    meaning:
      "A call to the core during verification, which finds out whether the session has been revoked.",
    source: node,
    page: "/concepts/revocation",
    names: { node: "checkDatabase", go: "CheckDatabase", python: "check_database" },
  },
  {
    term: "FDI",
    meaning:
      "The front-end driver interface, the versioned HTTP API through which the front-end SDK calls the back-end SDK.",
    source: node,
    page: "/cookies-and-headers",
  },
  {
    term: "front token",
    meaning:
      "The unsigned copy of the user id, the expiry and the payload of the access token, which the front-end SDK reads from the header `front-token` and keeps in the cookie `sFrontToken`.",
    source: { label: "supertokens-website" },
    page: "/front-token-after-ssr",
  },
  {
    term: "global claim validator",
    meaning:
      "A claim validator that runs on every verification, unless the call overrides the list.",
    source: node,
    page: "/concepts/claims",
    names: {
      node: "overrideGlobalClaimValidators",
      go: "OverrideGlobalClaimValidators",
      python: "override_global_claim_validators",
      web: "overrideGlobalClaimValidators",
    },
  },
  {
    term: "guest",
    meaning: "A visitor without a session.",
    page: "/concepts/optional-sessions",
  },
  {
    term: "INVALID_CLAIMS",
    meaning:
      "The error that a verification reports when the access token is valid and a claim validator fails.",
    source: node,
    page: "/errors/invalid-claims",
    names: {
      node: "INVALID_CLAIMS",
      go: "InvalidClaimError",
      python: "InvalidClaimsError",
      web: "API_INVALID_CLAIM",
    },
  },
  {
    term: "JWKS",
    meaning:
      "The JSON Web Key Set, the list of public keys with which a server verifies access tokens.",
    source: rfc(7517, "5"),
    page: "/troubleshooting/keys-fetched-too-often",
    names: { node: "getJWKS", go: "GetJWKS", python: "get_jwks" },
  },
  {
    term: "JWT",
    meaning: "A JSON Web Token, a compact string of claims with a signature.",
    source: rfc(7519, "1"),
    page: "/concepts/sdk-or-jwt",
  },
  {
    term: "key id",
    meaning:
      "The header parameter `kid` of a JWT, which names the key in the JWKS that verifies it.",
    source: rfc(7515, "4.1.4"),
    page: "/concepts/core-down",
  },
  {
    term: "mock core",
    meaning: "The in-memory replacement for the core that the tests of this site use.",
    page: "/mock-core",
  },
  {
    term: "open redirect",
    meaning:
      "A redirect to a URL that an attacker chooses, in this context through `redirectBack`.",
    source: rfc(9700, "4.11"),
    page: "/production",
  },
  {
    term: "optional session",
    meaning:
      "A verification that accepts a request without a session, for a page that guests see too.",
    source: node,
    page: "/concepts/optional-sessions",
    names: { node: "sessionRequired", go: "SessionRequired", python: "session_required" },
  },
  {
    term: "origin",
    meaning: "The scheme, the host and the port of a URL together.",
    source: rfc(6454, "4"),
    page: "/concepts/csrf",
  },
  {
    term: "payload",
    meaning: "The claims in a JWT, which anyone who holds the token can read.",
    source: rfc(7519, "2"),
    page: "/session-object",
    names: {
      node: "getAccessTokenPayload",
      go: "GetAccessTokenPayload",
      python: "get_access_token_payload",
      web: "getAccessTokenPayloadSecurely",
    },
  },
  {
    term: "preflight",
    meaning:
      "The `OPTIONS` request with which a browser finds out whether a server allows a cross-origin request.",
    source: {
      label: "Fetch standard",
      href: "https://fetch.spec.whatwg.org/#cors-preflight-fetch",
    },
    page: "/troubleshooting/cors",
  },
  {
    term: "recipe",
    meaning: "A module of the SDK for one feature, such as sessions or e-mail verification.",
    source: node,
    names: {
      node: "recipeList",
      go: "RecipeList",
      python: "recipe_list",
      web: "recipeList",
    },
  },
  {
    term: "refresh",
    meaning: "The exchange of a refresh token for a new access token and a new refresh token.",
    source: rfc(6749, "6"),
    page: "/concepts/rotation",
    names: {
      node: "refreshSession",
      go: "RefreshSession",
      python: "refresh_session",
      web: "attemptRefreshingSession",
    },
  },
  {
    term: "refresh page",
    meaning:
      "The page `/refresh-session`, which refreshes the session in the browser and then sends the visitor back or to the login page.",
    page: "/concepts/unauthorised-refreshes",
  },
  {
    term: "refresh token",
    meaning:
      "The long-lived opaque token that the browser sends to the refresh API only, in the cookie `sRefreshToken`.",
    source: rfc(6749, "1.5"),
    page: "/concepts/session",
  },
  {
    term: "return URL",
    meaning:
      "The path in the parameter `redirectBack`, to which a visitor returns after a refresh or a sign-in.",
    page: "/production",
  },
  {
    term: "revocation",
    meaning:
      "The deletion of a session in the core before it expires, which leaves its access tokens valid until they expire.",
    source: rfc(7009, "2"),
    page: "/concepts/revocation",
    names: {
      node: "revokeSession",
      go: "RevokeSession",
      python: "revoke_session",
      web: "signOut",
    },
  },
  {
    term: "rid",
    meaning:
      "The request header that another site cannot send without a preflight, which protects against CSRF.",
    source: node,
    page: "/concepts/csrf",
  },
  {
    term: "rotation",
    meaning:
      "The replacement of the refresh token at each refresh, after which the old one becomes invalid.",
    source: rfc(9700, "4.14.2"),
    page: "/concepts/rotation",
  },
  {
    term: "SameSite",
    meaning:
      "The cookie attribute that determines whether the browser sends a cookie with requests from other sites.",
    source: {
      label: "RFC 6265bis",
      href: "https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis",
    },
    page: "/concepts/csrf",
    names: { node: "cookieSameSite", go: "CookieSameSite", python: "cookie_same_site" },
  },
  {
    term: "session",
    meaning:
      "The record in the core that a user is signed in, and the object that represents it in the SDK.",
    source: node,
    page: "/session-object",
    names: {
      node: "SessionContainer",
      go: "SessionContainer",
      python: "SessionContainer",
    },
  },
  {
    term: "session data",
    meaning: "The data that your server stores with a session in the core.",
    source: node,
    page: "/session-object",
    names: {
      node: "getSessionDataFromDatabase",
      go: "GetSessionDataInDatabase",
      python: "get_session_data_from_database",
    },
  },
  {
    term: "session handle",
    meaning: "The id of a session, which stays the same through all refreshes.",
    source: node,
    page: "/concepts/session",
    names: { node: "getHandle", go: "GetHandle", python: "get_handle" },
  },
  {
    term: "signing key",
    meaning:
      "The private key with which the core signs access tokens: by default a dynamic key, which the core rotates, otherwise the static key.",
    source: node,
    page: "/sdk-options",
    names: {
      node: "useDynamicAccessTokenSigningKey",
      go: "UseDynamicAccessTokenSigningKey",
      python: "use_dynamic_access_token_signing_key",
    },
  },
  {
    term: "site",
    meaning:
      "The scheme and the registrable domain of a URL, such as `https` and `example.com`, which all its sub-domains share.",
    source: {
      label: "HTML standard",
      href: "https://html.spec.whatwg.org/multipage/browsers.html#sites",
    },
    page: "/concepts/sub-domains",
  },
  {
    term: "tenant",
    meaning:
      "A customer or an organisation with users of its own, which the claim `tId` of an access token names.",
    source: node,
    page: "/concepts/claims#tenants",
    names: { node: "getTenantId", go: "GetTenantId", python: "get_tenant_id" },
  },
  {
    term: "token theft",
    meaning:
      "The use of an old refresh token after its successor has been used, to which the core responds by revoking the session.",
    source: rfc(9700, "4.14.2"),
    page: "/concepts/token-theft",
    names: {
      node: "TOKEN_THEFT_DETECTED",
      go: "TokenTheftDetectedError",
      python: "TokenTheftError",
    },
  },
  {
    term: "token transfer method",
    meaning:
      "The choice between cookies and headers for the tokens; pages that are rendered on the server need cookies.",
    source: node,
    page: "/sdk-options",
    names: {
      node: "getTokenTransferMethod",
      go: "GetTokenTransferMethod",
      python: "get_token_transfer_method",
      web: "tokenTransferMethod",
    },
  },
  {
    term: "TRY_REFRESH_TOKEN",
    meaning:
      "The error that a verification reports when there is an access token that is no longer valid.",
    source: node,
    page: "/errors/try-refresh-token",
    names: {
      node: "TRY_REFRESH_TOKEN",
      go: "TryRefreshTokenError",
      python: "TryRefreshTokenError",
    },
  },
  {
    term: "UNAUTHORISED",
    meaning: "The error that a verification reports when a request has no session.",
    source: node,
    page: "/errors/unauthorised",
    names: {
      node: "UNAUTHORISED",
      go: "UnauthorizedError",
      python: "UnauthorisedError",
      web: "UNAUTHORISED",
    },
  },
  {
    term: "verification",
    meaning:
      "The check of an access token's signature, expiry and claims that decides whether a request has a session; on the web, the SDK only reads the front token.",
    source: node,
    page: "/concepts/four-outcomes",
    names: {
      node: "getSession",
      go: "GetSession",
      python: "get_session",
      web: "doesSessionExist",
    },
  },
];

/** The anchor of a term: `/glossary#access-token`. */
export const anchorOf = (term: string) => term.toLowerCase().replaceAll(/[ _]/g, "-");

/** The meaning of the term at an anchor, as plain text; undefined if the glossary has none. */
export const meaningAt = (anchor: string) =>
  terms.find(({ term }) => anchorOf(term) === anchor)?.meaning.replaceAll("`", "");
