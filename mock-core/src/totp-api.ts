import { atLeast } from "./cdi.ts";
import { aBoolean, aNumber, aString, listOf, record } from "./check.ts";
import { type Endpoints, get, post, put } from "./endpoint.ts";
import { fail, ok, refuse } from "./http.ts";
import { boolean, type Field, int, optional, parameter, since, string } from "./input.ts";
import { deleteRows, type Recipe, table } from "./recipe.ts";
import { type App, configFor } from "./state.ts";
import { internalId } from "./users.ts";

// Time-based one-time passwords (Totp.java, RFC 6238). The core does not check that the user exists.

type Device = {
  name: string;
  secret: string;
  /** s */
  period: number;
  skew: number;
  verified: boolean;
};

type UsedCode = { code: string; isValid: boolean; expiry: number; timeCreated: number };

/** By user id. */
const devicesOf = table<Device[]>(
  "totpDevices",
  listOf(
    record<Device>({
      name: aString,
      secret: aString,
      period: aNumber,
      skew: aNumber,
      verified: aBoolean,
    }),
  ),
);

/** The newest first, by "tenantId userId". */
const usedCodesOf = table<UsedCode[]>(
  "totpUsedCodes",
  listOf(
    record<UsedCode>({
      code: aString,
      isValid: aBoolean,
      expiry: aNumber,
      timeCreated: aNumber,
    }),
  ),
);

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Base32 (RFC 4648) of 20 bytes, which has no padding. */
function newSecret() {
  const bits = Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) =>
    byte.toString(2).padStart(8, "0"),
  ).join("");
  return bits.replace(/.{5}/g, (five) => alphabet[Number.parseInt(five, 2)] ?? "");
}

/** Characters that are not base32 are left out, as commons-codec does. */
function secretBytes(secret: string) {
  const bits = [...secret.toUpperCase()]
    .filter((character) => alphabet.includes(character))
    .map((character) => alphabet.indexOf(character).toString(2).padStart(5, "0"))
    .join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

/** Six digits for a time (ms). */
async function totpAt({ secret, period }: Pick<Device, "secret" | "period">, time: number) {
  const algorithm = { name: "HMAC", hash: "SHA-1" };
  const bytes = secretBytes(secret);
  const key = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign"]);
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(time / 1000 / period)));
  const mac = new DataView(await crypto.subtle.sign("HMAC", key, counter));
  const offset = mac.getUint8(19) & 15;
  return String((mac.getUint32(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Steps either way that count, whatever the skew of a device. */
const maxSkew = 100;

async function isRight(device: Device, code: string, now: number) {
  const skew = Math.min(device.skew, maxSkew);
  const steps = Array.from({ length: 2 * skew + 1 }, (_, i) => i - skew);
  const codes = steps.map((step) => totpAt(device, now + step * device.period * 1000));
  return (await Promise.all(codes)).includes(code);
}

/** Ends the call for a code that is wrong or was used, and for a user who has to wait before the next attempt. */
async function checkCode(
  app: App,
  { tenantId, userId }: { tenantId: string; userId: string },
  devices: Device[],
  code: string,
) {
  const now = app.core.clock.now();
  const right = await Promise.all(devices.map((device) => isRight(device, code, now)));
  const matching = devices.find((_, i) => right[i]);
  // From here on without an await: the core locks the codes.
  const config = configFor(app, tenantId);
  const most = config.totp_max_attempts;
  const cooldown = config.totp_rate_limit_cooldown_sec * 1000;
  const key = `${tenantId} ${userId}`;
  const used = usedCodesOf(app).get(key) ?? [];
  const valid = used.slice(0, most).findIndex(({ isValid }) => isValid);
  const failed = valid < 0 ? Math.min(used.length, most) : valid;
  const waits = cooldown - (now - (used[0]?.timeCreated ?? 0));
  if (failed === most && waits > 0)
    fail("LIMIT_REACHED_ERROR", {
      retryAfterMs: waits,
      currentNumberOfFailedAttempts: failed,
      maxNumberOfFailedAttempts: most,
    });
  const wasUsed = used.some(
    (other) => other.code === code && other.isValid && other.expiry > now,
  );
  const isValid = matching !== undefined && !wasUsed;
  const lasts = ({ period, skew }: Device) => period * (2 * skew + 1) * 1000;
  const expiry = now + Math.max(0, ...(matching ? [matching] : devices).map(lasts));
  const kept = used.filter((other) => other.expiry > now - cooldown);
  usedCodesOf(app).set(key, [{ code, isValid, expiry, timeCreated: now }, ...kept]);
  if (!isValid)
    fail("INVALID_TOTP_ERROR", {
      currentNumberOfFailedAttempts: failed === most ? 1 : failed + 1,
      maxNumberOfFailedAttempts: most,
    });
}

const filled: Field<string> = (input, name) =>
  string(input, name) || refuse(400, `${name} cannot be empty`);

const atLeastZero: Field<number> = (input, name) => {
  const value = int(input, name);
  return value < 0 ? refuse(400, `${name} must be >= 0`) : value;
};

const positive: Field<number> = (input, name) => {
  const value = int(input, name);
  return value <= 0 ? refuse(400, `${name} must be > 0`) : value;
};

const sixCharacters: Field<string> = (input, name) => {
  const value = string(input, name);
  return value.length === 6 ? value : refuse(400, "totp must be 6 characters long");
};

/** An unverified device of that name is replaced. Without a name it gets a number. */
function addDevice(
  app: App,
  userId: string,
  name: string | undefined,
  device: Omit<Device, "name">,
) {
  const held = devicesOf(app).get(userId) ?? [];
  const isVerified = (wanted: string) =>
    held.some((each) => each.name === wanted && each.verified);
  let number = held.filter(({ verified }) => verified).length;
  while (name === undefined && isVerified(`TOTP Device ${number}`)) number++;
  const its = name ?? `TOTP Device ${number}`;
  if (isVerified(its)) fail("DEVICE_ALREADY_EXISTS_ERROR");
  const others = held.filter((each) => each.name !== its);
  const devices = [...others, { name: its, ...device }];
  devicesOf(app).set(
    userId,
    devices.sort((a, b) => (a.name < b.name ? -1 : 1)),
  );
  return its;
}

const newDevice = { userId: filled, skew: atLeastZero, period: positive };
/** Optional from CDI 5.0 on. */
const deviceName = since<string | undefined>("5.0", optional(filled), filled);

const base = "/recipe/totp/device";

const endpoints: Endpoints = {
  [base]: {
    ...post("public", { ...newDevice, deviceName }, (input, { app, cdi }) => {
      const { userId, deviceName: wanted, ...device } = input;
      const secret = newSecret();
      const id = internalId(app, userId);
      const name = addDevice(app, id, wanted, { ...device, secret, verified: false });
      return ok({ deviceName: atLeast(cdi, "5.0") ? name : undefined, secret });
    }),
    ...put(
      "public",
      { userId: filled, existingDeviceName: filled, newDeviceName: filled },
      ({ userId, existingDeviceName, newDeviceName }, { app }) => {
        const devices = devicesOf(app).get(internalId(app, userId)) ?? [];
        const device = devices.find(({ name }) => name === existingDeviceName);
        if (!device) return fail("UNKNOWN_DEVICE_ERROR");
        if (devices.some((other) => other !== device && other.name === newDeviceName))
          fail("DEVICE_ALREADY_EXISTS_ERROR");
        device.name = newDeviceName;
        devices.sort((a, b) => (a.name < b.name ? -1 : 1));
        return ok();
      },
    ),
  },
  [`${base}/import`]: post(
    "public",
    { ...newDevice, deviceName: optional(filled), secretKey: filled },
    ({ userId, deviceName: wanted, secretKey, ...device }, { app }) => {
      const imported = { ...device, secret: secretKey, verified: true };
      return ok({ deviceName: addDevice(app, internalId(app, userId), wanted, imported) });
    },
  ),
  [`${base}/list`]: get("public", { userId: parameter }, ({ userId }, { app }) => {
    if (userId === "") refuse(400, "userId cannot be empty");
    const devices = devicesOf(app).get(internalId(app, userId)) ?? [];
    return ok({
      devices: devices.map(({ name, period, skew, verified }) => ({
        name,
        period,
        skew,
        verified,
      })),
    });
  }),
  [`${base}/remove`]: post(
    "public",
    { userId: filled, deviceName: filled },
    ({ userId, deviceName: unwanted }, { app }) => {
      const id = internalId(app, userId);
      const held = devicesOf(app).get(id) ?? [];
      const kept = held.filter(({ name }) => name !== unwanted);
      if (kept.length) devicesOf(app).set(id, kept);
      else forget(app, id);
      return ok({ didDeviceExist: kept.length < held.length });
    },
  ),
  [`${base}/verify`]: post(
    "tenant",
    { userId: filled, deviceName: filled, totp: sixCharacters },
    async ({ userId, deviceName: wanted, totp }, { app, tenantId }) => {
      const id = internalId(app, userId);
      const find = () =>
        devicesOf(app)
          .get(id)
          ?.find(({ name }) => name === wanted);
      const device = find();
      if (!device) return fail("UNKNOWN_DEVICE_ERROR");
      if (device.verified) return ok({ wasAlreadyVerified: true });
      await checkCode(app, { tenantId, userId: id }, [device], totp);
      const still = find() ?? fail("UNKNOWN_DEVICE_ERROR");
      still.verified = true;
      return ok({ wasAlreadyVerified: false });
    },
  ),
  "/recipe/totp/verify": post(
    "tenant",
    {
      userId: filled,
      totp: sixCharacters,
      allowUnverifiedDevices: since("5.0", () => undefined, boolean),
    },
    async ({ userId, totp, allowUnverifiedDevices = false }, { app, tenantId, cdi }) => {
      const id = internalId(app, userId);
      const devices = devicesOf(app).get(id) ?? [];
      if (!devices.length)
        fail(atLeast(cdi, "5.0") ? "UNKNOWN_USER_ID_ERROR" : "TOTP_NOT_ENABLED_ERROR");
      const counting = devices.filter(({ verified }) => verified || allowUnverifiedDevices);
      await checkCode(app, { tenantId, userId: id }, counting, totp);
      return ok();
    },
  ),
};

function forget(app: App, userId: string, tenantId?: string) {
  if (tenantId === undefined) devicesOf(app).delete(userId);
  deleteRows(usedCodesOf(app), (_, key) =>
    tenantId === undefined ? key.endsWith(` ${userId}`) : key === `${tenantId} ${userId}`,
  );
}

export const totp: Recipe = {
  endpoints,
  tables: [devicesOf, usedCodesOf] as Recipe["tables"],
  name: "TOTP",
  holds: (app, userId) => devicesOf(app).has(userId),
  forget: (app, userId, tenantId) => forget(app, internalId(app, userId), tenantId),
};
