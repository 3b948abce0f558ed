import { type Endpoints, on } from "./endpoint.ts";
import { fail, ok, refuse } from "./http.ts";
import { parameter, string } from "./input.ts";
import { consumeToken, issueToken, removeTokens } from "./one-time-token.ts";
import { configFor } from "./state.ts";
import { isVerified, normalisedEmail, setVerified } from "./users.ts";

// Email verification (contract section 6.2). Whether the user exists is nowhere asked.

const address = { userId: string, email: string };

export const emailVerificationEndpoints: Endpoints = {
  "/recipe/user/email/verify/token": {
    POST: on("tenant", address, async (input, { app, core, tenantId }) => {
      const { userId } = input;
      const email = normalisedEmail(input.email);
      if (isVerified(app, userId, email)) fail("EMAIL_ALREADY_VERIFIED_ERROR");
      const lifetime = configFor(app, tenantId).email_verification_token_lifetime;
      const content = { tenantId, userId, email, expiry: core.clock.now() + lifetime };
      return ok({ token: await issueToken(app.verificationTokens, content) });
    }),
  },
  "/recipe/user/email/verify": {
    // The one call that compares the address as it is given.
    GET: on(
      "public tenant",
      { userId: parameter, email: parameter },
      ({ userId, email }, { app }) => ok({ isVerified: isVerified(app, userId, email) }),
    ),
    POST: on(
      "tenant",
      { method: string, token: string },
      async ({ method, token }, { app, core, tenantId }) => {
        if (method !== "token") refuse(400, "Unsupported method for email verification");
        const now = core.clock.now();
        const used = await consumeToken(app.verificationTokens, token, tenantId, now);
        if (used === undefined) return fail("EMAIL_VERIFICATION_INVALID_TOKEN_ERROR");
        const { userId, email } = used;
        setVerified(app, userId, email, true);
        return ok({ userId, email });
      },
    ),
  },
  "/recipe/user/email/verify/token/remove": {
    POST: on("tenant", address, ({ userId, email }, { app, tenantId }) => {
      removeTokens(
        app.verificationTokens,
        (token) =>
          token.userId === userId &&
          token.email === normalisedEmail(email) &&
          token.tenantId === tenantId,
      );
      return ok();
    }),
  },
  "/recipe/user/email/verify/remove": {
    POST: on("public tenant", address, ({ userId, email }, { app }) => {
      setVerified(app, userId, normalisedEmail(email), false);
      return ok();
    }),
  },
};
