import { claimsFor, headerOf, readHeader } from "./access-token.ts";
import type { TokenInput } from "./control-types.ts";
import { base64, decodePart, sha256, signJwt, utf8 } from "./jwt.ts";
import { generateKeyPair, type KeyPair } from "./key-pair.ts";
import { heldKeys, signingKey } from "./keys.ts";
import { tenantOfHandle } from "./sessions.ts";
import { appOf, type Core, configFor } from "./state.ts";
import { sessionIds } from "./users.ts";

const seconds = (ms: number) => Math.floor(ms / 1000);

/** A key pair that no core has published, made once. */
let foreign: Promise<KeyPair> | undefined;

/** A token as the input describes it, valid or not. Throws a Refusal for an unknown app. */
export async function mintAccessToken(core: Core, input: TokenInput = {}) {
  const app = appOf(core, input.appId);
  const now = core.clock.now();
  const lifetime = configFor(app).access_token_validity * 1000;
  const end = now + (input.expiresInMs ?? lifetime);
  const { issuedAt = Math.min(now, end - lifetime), version = 5 } = input;
  const { sessionHandle = crypto.randomUUID() } = input;
  const row = app.sessions.get(sessionHandle);
  const ids = sessionIds(app, input.userId ?? row?.userId ?? "user");
  const content = {
    version,
    sub: ids.userId,
    rsub: ids.recipeUserId,
    tId: tenantOfHandle(sessionHandle),
    sessionHandle,
    refreshTokenHash1: sha256(crypto.randomUUID()),
    parentRefreshTokenHash1: null,
    antiCsrfToken: null,
    exp: seconds(end),
    userData: input.payload ?? row?.userDataInJWT ?? {},
  };
  const own = signingKey(app, input.key === "static");
  const { kid = own.kid, algorithm: alg = "RS256" } = input;
  const header = { ...headerOf(kid, version), alg, ...input.header };
  const claims = { ...claimsFor(content, seconds(issuedAt)), ...input.claims };
  if (alg === "none") return signJwt(header, claims);
  const pair = await own.pair;
  if (alg === "HS256") return signJwt(header, claims, await secretOf(pair));
  if (input.key !== "foreign") return signJwt(header, claims, pair.privateKey);
  foreign ??= generateKeyPair();
  return signJwt(header, claims, (await foreign).privateKey);
}

/** The same token, signed by the same key, expired a second ago. Throws for a token that this core did not sign. */
export async function expireAccessToken(core: Core, accessToken: string) {
  const { parts, kid } = readHeader(accessToken);
  const [header, claims] = parts.map((part) => decodePart(part));
  const key = [...core.apps.values()]
    .flatMap(heldKeys)
    .find((candidate) => candidate.kid === kid);
  if (!key) throw new Error(`no key ${kid} here: the token is not this core's`);
  if (!header || typeof claims?.exp !== "number") throw new Error("the token has no exp");
  const exp = seconds(Math.min(core.clock.now(), Date.now())) - 1;
  const iat = typeof claims.iat === "number" ? claims.iat - (claims.exp - exp) : undefined;
  return signJwt(header, { ...claims, iat, exp }, (await key.pair).privateKey);
}

/** The HMAC key of a verifier that trusts `alg` and uses the public key as a shared secret. */
async function secretOf({ publicKey }: KeyPair) {
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", publicKey));
  const lines = base64(spki).replace(/.{64}(?=.)/g, "$&\n");
  const pem = utf8(`-----BEGIN PUBLIC KEY-----\n${lines}\n-----END PUBLIC KEY-----\n`);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", pem, algorithm, false, ["sign"]);
}
