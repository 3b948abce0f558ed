import { type Endpoints, get, post } from "./endpoint.ts";
import { fail, ok, refuse } from "./http.ts";
import { parameter, string } from "./input.ts";
import { consumeToken, issueToken, removeTokens } from "./one-time-token.ts";
import { email, isVerified, setVerified } from "./user-api.ts";

// Email verification (EmailVerification.java). The core does not check that the user exists.

const kind = "verificationTokens";
const userEmail = { userId: string, email };
/** The only call that compares the e-mail address without normalising it. */
const userEmailAsGiven = { userId: parameter, email: parameter };

export const emailVerificationEndpoints: Endpoints = {
  "/recipe/user/email/verify/token": post("tenant", userEmail, (input, context) => {
    const { app, tenantId } = context;
    if (isVerified(app, input)) fail("EMAIL_ALREADY_VERIFIED_ERROR");
    return ok({ token: issueToken(app, kind, { ...input, tenantId }) });
  }),
  "/recipe/user/email/verify": {
    ...get("public", userEmailAsGiven, (input, { app }) =>
      ok({ isVerified: isVerified(app, input) }),
    ),
    ...post("tenant", { method: string, token: string }, (input, { app, tenantId }) => {
      if (input.method !== "token") refuse(400, "Unsupported method for email verification");
      const used = consumeToken(app, kind, tenantId, input.token);
      if (!used) return fail("EMAIL_VERIFICATION_INVALID_TOKEN_ERROR");
      setVerified(app, used, true);
      return ok({ userId: used.userId, email: used.email });
    }),
  },
  "/recipe/user/email/verify/token/remove": post("tenant", userEmail, (input, context) => {
    const { app, tenantId } = context;
    removeTokens(app, kind, { ...input, tenantId });
    return ok();
  }),
  "/recipe/user/email/verify/remove": post("public", userEmail, (input, { app }) => {
    setVerified(app, input, false);
    return ok();
  }),
};
