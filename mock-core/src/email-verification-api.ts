import { type Endpoints, get, post } from "./endpoint.ts";
import { fail, ok, refuse } from "./http.ts";
import { parameter, string } from "./input.ts";
import { oneTimeTokens } from "./one-time-token.ts";
import type { Recipe } from "./recipe.ts";
import { email, isVerified, setVerified, verifiedKey } from "./users.ts";

// Email verification (EmailVerification.java). The core does not check that the user exists.

const tokens = oneTimeTokens("emailVerificationTokens", "email_verification_token_lifetime");
const userEmail = { userId: string, email };
/** The only call that compares the e-mail address without normalising it. */
const userEmailAsGiven = { userId: parameter, email: parameter };

const endpoints: Endpoints = {
  "/recipe/user/email/verify/token": post("tenant", userEmail, (input, context) => {
    const { app, tenantId } = context;
    if (isVerified(app, input)) fail("EMAIL_ALREADY_VERIFIED_ERROR");
    const token = tokens.issue(app, { ...input, tenantId });
    const link = `/verify-email?token=${token}&tenantId=${tenantId}`;
    app.core.send({ kind: "email-verification", to: input.email, tenantId, link });
    return ok({ token });
  }),
  "/recipe/user/email/verify": {
    ...get("public", userEmailAsGiven, (input, { app }) =>
      ok({ isVerified: isVerified(app, input) }),
    ),
    ...post("tenant", { method: string, token: string }, (input, { app, tenantId }) => {
      if (input.method !== "token") refuse(400, "Unsupported method for email verification");
      const used = tokens.consume(app, tenantId, input.token);
      if (!used) return fail("EMAIL_VERIFICATION_INVALID_TOKEN_ERROR");
      setVerified(app, used, true);
      return ok({ userId: used.userId, email: used.email });
    }),
  },
  "/recipe/user/email/verify/token/remove": post("tenant", userEmail, (input, context) => {
    const { app, tenantId } = context;
    tokens.remove(app, { ...input, tenantId });
    return ok();
  }),
  "/recipe/user/email/verify/remove": post("public", userEmail, (input, { app }) => {
    setVerified(app, input, false);
    return ok();
  }),
};

export const emailVerification: Recipe = {
  endpoints,
  tables: [tokens.table] as Recipe["tables"],
  name: "EmailVerification",
  holds: (app, userId) => {
    const start = verifiedKey(app, { userId, email: "" });
    const hasToken = [...tokens.table(app).values()].some((token) => token.userId === userId);
    return hasToken || [...app.verifiedEmails].some((key) => key.startsWith(start));
  },
  forget: (app, userId, tenantId) =>
    tokens.remove(app, tenantId === undefined ? { userId } : { userId, tenantId }),
};
