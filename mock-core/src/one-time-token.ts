import { base64url, hexOf, utf8 } from "./jwt.ts";
import { type App, configFor, has, type OneTimeToken } from "./state.ts";

const lifetimes = {
  verificationTokens: "email_verification_token_lifetime",
  resetTokens: "password_reset_token_lifetime",
} as const;

type Kind = keyof typeof lifetimes;

export function issueToken(
  app: App,
  kind: Kind,
  content: { tenantId: string; userId: string; email: string },
) {
  const token = base64url(utf8(hexOf(crypto.getRandomValues(new Uint8Array(48)))));
  const expiry = app.core.clock.now() + configFor(app, content.tenantId)[lifetimes[kind]];
  app[kind].set(token, { ...content, token, expiry });
  return token;
}

export function consumeToken(app: App, kind: Kind, tenantId: string, token: string) {
  const found = app[kind].get(token);
  if (found?.tenantId !== tenantId) return undefined;
  const { userId, email, expiry } = found;
  removeTokens(app, kind, { userId, email });
  return expiry < app.core.clock.now() ? undefined : found;
}

export function removeTokens(app: App, kind: Kind, members: Partial<OneTimeToken>) {
  for (const token of app[kind].values())
    if (has(token, members)) app[kind].delete(token.token);
}
