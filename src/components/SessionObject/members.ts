import type { SessionContainer } from "supertokens-node/recipe/session";

export interface About {
  /** What it is for, in a line. */
  about: string;
  /** Its name in older texts. */
  formerly?: string;
}

/** What each function of the session object is for. The compiler sees to it that every function of the SDK's type is here, and no other. */
export const members = {
  getUserId: { about: "The id of the user." },
  getRecipeUserId: {
    about: "The id of the login method that was used; the same, unless accounts are linked.",
  },
  getTenantId: { about: "The tenant in which the user signed in." },
  getHandle: { about: "The id of the session. It stays the same when tokens are renewed." },
  getAccessTokenPayload: {
    about:
      "What the access token holds, claims included. Everybody who has the token can read it.",
    formerly: "getJWTPayload",
  },
  mergeIntoAccessTokenPayload: {
    about: "Changes the payload: null removes a key. It makes a new access token.",
    formerly: "updateJWTPayload",
  },
  getSessionDataFromDatabase: {
    about: "What you stored with the session. It never leaves the server.",
    formerly: "getSessionData",
  },
  updateSessionDataInDatabase: {
    about: "Replaces what you stored with the session.",
    formerly: "updateSessionData",
  },
  revokeSession: {
    about: "Ends the session and deletes its cookies from the answer's browser.",
    formerly: "revokeSession",
  },
  getClaimValue: { about: "The value of a claim in the payload, without asking anybody." },
  fetchAndSetClaim: { about: "Lets the claim fetch its value, and puts it into the payload." },
  setClaimValue: { about: "Puts a value into the payload as the claim stores it." },
  removeClaim: { about: "Takes the claim out of the payload." },
  assertClaims: {
    about: "Throws INVALID_CLAIMS, which ends as a 403, unless all of them hold.",
  },
  getTimeCreated: { about: "When the session began, in ms since 1970." },
  getExpiry: { about: "When the session ends unless it is refreshed, in ms since 1970." },
  getAccessToken: { about: "The access token itself, for a call to an API of yours." },
  getAllSessionTokensDangerously: {
    about: "All tokens. For an adapter of your own; never send the refresh token elsewhere.",
  },
  attachToRequestResponse: {
    about: "Lets a session that was made without a response write its tokens to one.",
  },
} satisfies Record<keyof SessionContainer, About>;
