import { aNumber, aString, record } from "./check.ts";
import { base64url, hexOf, utf8 } from "./jwt.ts";
import { deleteRows, table } from "./recipe.ts";
import { type App, configFor, has } from "./state.ts";

// Tokens that an SDK sends in a link (EmailVerification.java, EmailPassword.java).

type OneTimeToken = {
  token: string;
  tenantId: string;
  userId: string;
  email: string;
  expiry: number;
};

const check = record<OneTimeToken>({
  token: aString,
  tenantId: aString,
  userId: aString,
  email: aString,
  expiry: aNumber,
});

/** The tokens of a kind. */
export function oneTimeTokens(
  title: string,
  lifetime: "email_verification_token_lifetime" | "password_reset_token_lifetime",
) {
  const rows = table<OneTimeToken>(title, check);
  const remove = (app: App, members: Partial<OneTimeToken>) =>
    deleteRows(rows(app), (row) => has(row, members));
  return {
    table: rows,
    remove,
    issue(app: App, content: { tenantId: string; userId: string; email: string }) {
      const token = base64url(utf8(hexOf(crypto.getRandomValues(new Uint8Array(48)))));
      const expiry = app.core.clock.now() + configFor(app, content.tenantId)[lifetime];
      rows(app).set(token, { ...content, token, expiry });
      return token;
    },
    consume(app: App, tenantId: string, token: string) {
      const found = rows(app).get(token);
      if (found?.tenantId !== tenantId) return undefined;
      const { userId, email, expiry } = found;
      remove(app, { userId, email });
      return expiry < app.core.clock.now() ? undefined : found;
    },
  };
}
