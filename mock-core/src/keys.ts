import type { JsonObject } from "./http.ts";
import type { CryptoKey } from "./jwt.ts";
import { type App, configFor } from "./state.ts";

/** An RSA key pair, with its private JWK (which holds the public one too). */
export type KeyPair = { privateKey: CryptoKey; publicKey: CryptoKey; jwk: PrivateJwk };

/** The members of an RSA private key as a JWK (RFC 7518 section 6.3). */
export type PrivateJwk = { kty: "RSA" } & Record<
  "n" | "e" | "d" | "p" | "q" | "dp" | "dq" | "qi",
  string
>;

/** A signing key: its id, its birth (ms) and the pair, which may still be being generated. */
export type SigningKey = { kid: string; createdAt: number; pair: Promise<KeyPair> };

/** The keys of one app: dynamic ones newest first, and the static one once it was needed. */
export type KeySet = {
  dynamic: SigningKey[];
  static: SigningKey | undefined;
  /** The number in the newest dynamic kid ever given out, so that no two keys share one. */
  lastNumber: number;
};

/** How long a new key is published before it signs (ms, SigningKeys.java). */
const overlap = 60_000;

const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

/** A new RSA key pair of 2048 bits; takes 50 to 300 ms of one core, off the main thread in Node. */
export async function generateKeyPair(): Promise<KeyPair> {
  const pair = await crypto.subtle.generateKey(
    { ...algorithm, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    true,
    ["sign", "verify"],
  );
  const jwk = (await crypto.subtle.exportKey("jwk", pair.privateKey)) as PrivateJwk;
  return { privateKey: pair.privateKey, publicKey: pair.publicKey, jwk };
}

/** The key pair of a private JWK. */
export async function importKeyPair(jwk: PrivateJwk): Promise<KeyPair> {
  const { kty, n, e } = jwk;
  return {
    privateKey: await crypto.subtle.importKey("jwk", jwk, algorithm, true, ["sign"]),
    publicKey: await crypto.subtle.importKey("jwk", { kty, n, e }, algorithm, true, ["verify"]),
    jwk,
  };
}

/** Age at which a dynamic key is replaced (ms). */
const intervalOf = (app: App): number =>
  configFor(app).access_token_dynamic_signing_key_update_interval * 3_600_000;

/** All keys an app holds, without making or dropping any. */
export const heldKeys = ({ keys }: App): SigningKey[] =>
  [...keys.dynamic, keys.static].filter((key) => key !== undefined);

/**
 * The dynamic keys that verify now, newest first. Drops the ones past their time and adds a new one when the newest
 * is within a minute of its end, as the core does on any use of its keys (contract section 4.1).
 */
function dynamicKeys(app: App): SigningKey[] {
  const { keys, core } = app;
  const now = core.clock.now();
  const verifies = intervalOf(app) + 2 * configFor(app).access_token_validity * 1000;
  keys.dynamic = keys.dynamic.filter((key) => now <= key.createdAt + verifies);
  const [newest] = keys.dynamic;
  if (newest === undefined || now + overlap > newest.createdAt + intervalOf(app))
    addDynamicKey(app);
  return keys.dynamic;
}

function addDynamicKey({ keys, core }: App): SigningKey {
  const createdAt = core.clock.now();
  keys.lastNumber = Math.max(createdAt, keys.lastNumber + 1);
  const key = { kid: `d-${keys.lastNumber}`, createdAt, pair: core.makeKey() };
  keys.dynamic.unshift(key);
  return key;
}

function staticKey({ keys, core }: App): SigningKey {
  keys.static ??= {
    kid: `s-${crypto.randomUUID()}`,
    createdAt: core.clock.now(),
    pair: core.makeKey(),
  };
  return keys.static;
}

/** All keys that verify now: dynamic ones newest first, then the static one. */
export const verifyingKeys = (app: App): SigningKey[] => [...dynamicKeys(app), staticKey(app)];

/** The key that signs now. A dynamic key younger than a minute leaves signing to the one before it. */
export function signingKey(app: App, useStaticKey: boolean): SigningKey {
  if (useStaticKey) return staticKey(app);
  const [newest = addDynamicKey(app), previous] = dynamicKeys(app);
  const now = app.core.clock.now();
  const waits =
    previous !== undefined &&
    now < newest.createdAt + overlap &&
    now < previous.createdAt + intervalOf(app);
  return waits ? previous : newest;
}

/**
 * Rotates as if the newest dynamic key had come to its end without traffic: a new one signs from now on, and the old
 * ones stay published for two access token lives.
 */
export function rotateDynamicKey(app: App): void {
  const end = app.core.clock.now() - intervalOf(app);
  for (const key of app.keys.dynamic) key.createdAt = Math.min(key.createdAt, end);
  addDynamicKey(app);
}

/** The published form of a key, with exactly the members the core gives (contract section 4.2). */
export async function publicJwk(key: SigningKey): Promise<JsonObject> {
  const { n, e } = (await key.pair).jwk;
  return { kty: "RSA", kid: key.kid, n, e, alg: "RS256", use: "sig" };
}

/** How long the JWKS may be cached (s): until a minute before the newest dynamic key ends. */
export function jwksMaxAge(app: App): number {
  const now = app.core.clock.now();
  const born = app.keys.dynamic[0]?.createdAt ?? now;
  return Math.max(1, Math.floor((born + intervalOf(app) - overlap - now) / 1000));
}
