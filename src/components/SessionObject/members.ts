import type { SessionContainer } from "supertokens-node/recipe/session";

export interface About {
  /** What it is for, in a line. */
  about: string;
  /** Its name in older texts. */
  formerly?: string;
}

/** The purpose of each function of the session object. The compiler ensures that this lists exactly the functions of the SDK's type. */
export const members = {
  getUserId: { about: "The id of the user." },
  getRecipeUserId: {
    about: "The id of the login method; the same as the user id unless accounts are linked.",
  },
  getTenantId: { about: "The tenant in which the user signed in." },
  getHandle: { about: "The id of the session. It stays the same when tokens are renewed." },
  getAccessTokenPayload: {
    about:
      "The payload of the access token, claims included. Anyone who has the token can read it.",
    formerly: "getJWTPayload",
  },
  mergeIntoAccessTokenPayload: {
    about: "Changes the payload: null removes a key. The core issues a new access token.",
    formerly: "updateJWTPayload",
  },
  getSessionDataFromDatabase: {
    about: "The data that you stored with the session. It never leaves the server.",
    formerly: "getSessionData",
  },
  updateSessionDataInDatabase: {
    about: "Replaces the data that you stored with the session.",
    formerly: "updateSessionData",
  },
  revokeSession: {
    about: "Revokes the session and deletes its cookies from the browser.",
    formerly: "revokeSession",
  },
  getClaimValue: { about: "The value of a claim in the payload, without a network request." },
  fetchAndSetClaim: { about: "Fetches the value of the claim and puts it into the payload." },
  setClaimValue: { about: "Puts a value into the payload, in the format of the claim." },
  removeClaim: { about: "Removes the claim from the payload." },
  assertClaims: {
    about: "Throws INVALID_CLAIMS, which becomes a 403, if one of the validators fails.",
  },
  getTimeCreated: { about: "The time at which the session began, in ms since 1970." },
  getExpiry: {
    about: "The time at which the session ends unless it is refreshed, in ms since 1970.",
  },
  getAccessToken: { about: "The access token itself, for a call to one of your APIs." },
  getAllSessionTokensDangerously: {
    about: "All tokens, for an adapter of your own. Never send the refresh token elsewhere.",
  },
  attachToRequestResponse: {
    about:
      "Connects a session that was created without a response to one, and writes its tokens there.",
  },
} satisfies Record<keyof SessionContainer, About>;
