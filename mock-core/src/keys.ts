import { exportKey } from "./key-pair.ts";
import { type App, configFor, type SigningKey } from "./state.ts";

/** How long a new key is published before it signs (ms, SigningKeys.java). */
const overlap = 60_000;

const intervalOf = (app: App) =>
  configFor(app).access_token_dynamic_signing_key_update_interval * 3_600_000;

export const heldKeys = ({ keys }: App) =>
  [...keys.dynamic, keys.static].filter((key) => key !== undefined);

/** Until when a dynamic key verifies. */
export const dynamicKeyEnd = (app: App, createdAt: number) =>
  createdAt + intervalOf(app) + 2 * configFor(app).access_token_validity * 1000;

/** Every use drops old keys and adds one a minute before the newest stops signing (AccessTokenSigningKey.java). */
export function dynamicKeys(app: App) {
  const { keys, core } = app;
  const now = core.clock.now();
  keys.dynamic = keys.dynamic.filter((key) => now <= dynamicKeyEnd(app, key.createdAt));
  const [newest] = keys.dynamic;
  if (!newest || now + overlap > newest.createdAt + intervalOf(app)) addDynamicKey(app);
  return keys.dynamic;
}

const newKey = ({ core }: App, kid: string): SigningKey => ({
  kid,
  createdAt: core.clock.now(),
  pair: core.makeKey(),
});

function addDynamicKey(app: App) {
  const { keys, core } = app;
  keys.lastNumber = Math.max(core.clock.now(), keys.lastNumber + 1);
  keys.dynamic.unshift(newKey(app, `d-${keys.lastNumber}`));
}

function staticKey(app: App) {
  app.keys.static ??= newKey(app, `s-${crypto.randomUUID()}`);
  return app.keys.static;
}

export const verifyingKeys = (app: App) => [...dynamicKeys(app), staticKey(app)];

/** A dynamic key younger than a minute leaves signing to the one before it. */
export function signingKey(app: App, useStaticKey: boolean) {
  if (useStaticKey) return staticKey(app);
  const [newest = staticKey(app), previous] = dynamicKeys(app);
  const now = app.core.clock.now();
  const waits = now < newest.createdAt + overlap;
  return waits && previous && now < previous.createdAt + intervalOf(app) ? previous : newest;
}

export function rotateKeys(app: App, forgetOld: boolean) {
  if (forgetOld) app.keys = { ...app.keys, dynamic: [], static: undefined };
  const end = app.core.clock.now() - intervalOf(app);
  for (const key of app.keys.dynamic) key.createdAt = Math.min(key.createdAt, end);
  addDynamicKey(app);
}

export async function publicJwk({ kid, pair }: SigningKey) {
  const { kty, n, e } = await exportKey((await pair).publicKey);
  return { kty, kid, n, e, alg: "RS256", use: "sig" };
}

/** In s: until a minute before the newest dynamic key ends. */
export function jwksMaxAge(app: App) {
  const now = app.core.clock.now();
  const born = app.keys.dynamic[0]?.createdAt ?? now;
  return Math.max(1, Math.floor((born + intervalOf(app) - overlap - now) / 1000));
}
