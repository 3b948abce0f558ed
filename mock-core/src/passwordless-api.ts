import { atLeast } from "./cdi.ts";
import { aNumber, aString, listOf, nullable, record } from "./check.ts";
import { appIn, type Context, type Endpoints, inputOf, post, put } from "./endpoint.ts";
import { fail, type JsonObject, ok, refuse } from "./http.ts";
import { type Field, optional, since, string } from "./input.ts";
import { base64, base64url, fromBase64, utf8 } from "./jwt.ts";
import { deleteRows, type Recipe, table } from "./recipe.ts";
import { sha256Bytes } from "./sha256.ts";
import { type App, configFor, type LoginMethod } from "./state.ts";
import {
  addMethod,
  conflictOf,
  email,
  findMethod,
  internalId,
  methodOf,
  methodsOf,
  setVerified,
  tenantsOf,
  userJson,
  userMembers,
  wholeId,
} from "./users.ts";

// Sign-in by a code or a link (Passwordless.java and webserver/api/passwordless). A device is one attempt to sign in; its
// codes count until one of them is used.

type Code = { id: string; linkCodeHash: string; timeCreated: number };

/** Where a code goes: an e-mail address or a phone number. */
type Contact = { email: string | null; phoneNumber: string | null };

type Device = Contact & {
  tenantId: string;
  deviceIdHash: string;
  linkCodeSalt: string;
  failedAttempts: number;
  codes: Code[];
};

const devicesOf = table<Device>(
  "passwordlessDevices",
  record<Device>({
    tenantId: aString,
    deviceIdHash: aString,
    email: nullable(aString),
    phoneNumber: nullable(aString),
    linkCodeSalt: aString,
    failedAttempts: aNumber,
    codes: listOf(record<Code>({ id: aString, linkCodeHash: aString, timeCreated: aNumber })),
  }),
);

const keyOf = (tenantId: string, deviceIdHash: string) => `${tenantId} ${deviceIdHash}`;

type Bytes = Uint8Array<ArrayBuffer>;

/** Ends the call for a text that is not base64 of the kind that the core reads there. */
function bytesOf(value: string, source: "DeviceId" | "LinkCode"): Bytes {
  const alphabet = source === "DeviceId" ? /^[A-Za-z0-9+/]*={0,2}$/ : /^[\w-]*={0,2}$/;
  const bytes = alphabet.test(value) ? fromBase64(value) : undefined;
  return bytes ?? refuse(400, `Input encoding error in ${source}`);
}

const hashOf = (bytes: Bytes) => base64url(sha256Bytes(bytes));

const random = () => crypto.getRandomValues(new Uint8Array(32));

/** PasswordlessDeviceId.java getLinkCode: with the salt, so that no client can try codes on its own. */
async function linkCodeOf(
  deviceId: Bytes,
  salt: string,
  userInputCode: string,
): Promise<Bytes> {
  const secret = new Uint8Array([...deviceId, ...(fromBase64(salt) ?? [])]);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(userInputCode)));
}

/** The core takes six digits at random. */
const newCode = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte % 10).join("");

/** From CDI 5.1 on the SDK refuses a login method that a tenant does not have. */
function refuseDisabled({ app, tenantId, cdi }: Context & { app: App }) {
  const { passwordlessEnabled, firstFactors } = app.tenants.get(tenantId) ?? {};
  const isFactor = (factor: string) => /^(otp|link)-(email|phone)$/.test(factor);
  const enabled = passwordlessEnabled && (firstFactors?.some(isFactor) ?? true);
  if (!enabled && !atLeast(cdi, "5.1"))
    refuse(403, "Passwordless login not enabled for tenant");
}

/** The members of an input that are there, of which there must be `count`. */
function oneOf(input: JsonObject, what: string) {
  const given = Object.values(input).filter((value) => value !== undefined);
  if (given.length !== 1) refuse(400, `Please provide exactly one of ${what}`);
}

async function createCode(context: Context) {
  const { userInputCode, ...target } = inputOf(context, {
    email: optional(email),
    phoneNumber: optional(string),
    deviceId: optional(string),
    userInputCode: optional(string),
  });
  oneOf(target, "email, phoneNumber or deviceId");
  const app = appIn("tenant", context);
  refuseDisabled({ ...context, app });
  const { tenantId } = context;
  const { email: address = null, phoneNumber = null } = target;
  const deviceId =
    target.deviceId === undefined ? random() : bytesOf(target.deviceId, "DeviceId");
  const deviceIdHash = hashOf(deviceId);
  const key = keyOf(tenantId, deviceIdHash);
  const fresh = { tenantId, deviceIdHash, email: address, phoneNumber, failedAttempts: 0 };
  const salt = devicesOf(app).get(key)?.linkCodeSalt ?? base64(random());
  for (;;) {
    const code = userInputCode ?? newCode();
    const linkCode = await linkCodeOf(deviceId, salt, code);
    const linkCodeHash = hashOf(linkCode);
    const device = devicesOf(app).get(key) ?? { ...fresh, linkCodeSalt: salt, codes: [] };
    if (target.deviceId !== undefined && !devicesOf(app).has(key)) fail("RESTART_FLOW_ERROR");
    if (device.codes.some((other) => other.linkCodeHash === linkCodeHash)) {
      if (userInputCode !== undefined) fail("USER_INPUT_CODE_ALREADY_USED_ERROR");
      continue;
    }
    const id = crypto.randomUUID();
    const timeCreated = app.core.clock.now();
    device.codes.push({ id, linkCodeHash, timeCreated });
    devicesOf(app).set(key, device);
    const created = {
      preAuthSessionId: deviceIdHash,
      codeId: id,
      deviceId: base64(deviceId),
      userInputCode: code,
      linkCode: base64url(linkCode),
      timeCreated,
      codeLifetime: configFor(app, tenantId).passwordless_code_lifetime,
    };
    app.core.send({
      kind: "sign-in",
      to: device.email ?? device.phoneNumber ?? "",
      tenantId,
      code,
      link: `/verify?preAuthSessionId=${deviceIdHash}&tenantId=${tenantId}#${created.linkCode}`,
    });
    return ok(created);
  }
}

const bothWays = "linkCode or deviceId+userInputCode";

/** The device of a code that is right. Counts a wrong one (Passwordless.java checkCodeAndReturnDevice). */
async function checkedDevice(context: Context) {
  const input = inputOf(context, {
    preAuthSessionId: string,
    linkCode: optional(string),
    deviceId: optional(string),
    userInputCode: optional(string),
  });
  const { preAuthSessionId, linkCode, deviceId, userInputCode } = input;
  const typed = deviceId !== undefined && userInputCode !== undefined;
  const part = deviceId !== undefined || userInputCode !== undefined;
  if (linkCode === undefined ? !typed : part)
    refuse(400, `Please provide exactly one of ${bothWays}`);
  const app = appIn("tenant", context);
  refuseDisabled({ ...context, app });
  const { tenantId } = context;
  const config = configFor(app, tenantId);
  const devices = devicesOf(app);
  const isFresh = ({ timeCreated }: Code) =>
    timeCreated >= app.core.clock.now() - config.passwordless_code_lifetime;
  const restart = () => fail("RESTART_FLOW_ERROR");

  let deviceIdHash: string;
  let linkCodeHash: string;
  if (linkCode !== undefined) {
    linkCodeHash = hashOf(bytesOf(linkCode, "LinkCode"));
    const found = [...devices.values()].find(
      (device) =>
        device.tenantId === tenantId &&
        device.codes.some((code) => code.linkCodeHash === linkCodeHash && isFresh(code)),
    );
    if (!found) return restart();
    deviceIdHash = found.deviceIdHash;
  } else {
    const bytes = bytesOf(deviceId ?? "", "DeviceId");
    deviceIdHash = hashOf(bytes);
    const found = devices.get(keyOf(tenantId, deviceIdHash));
    if (!found) return restart();
    linkCodeHash = hashOf(await linkCodeOf(bytes, found.linkCodeSalt, userInputCode ?? ""));
  }
  if (deviceIdHash !== preAuthSessionId.replaceAll("=", ""))
    refuse(400, "preAuthSessionId and deviceId doesn't match");

  // From here on without an await: the core locks the device.
  const key = keyOf(tenantId, deviceIdHash);
  const device = devices.get(key);
  if (!device) return restart();
  const most = config.passwordless_max_code_input_attempts;
  if (device.failedAttempts >= most) {
    devices.delete(key);
    return restart();
  }
  const code = device.codes.find((each) => each.linkCodeHash === linkCodeHash);
  if (code && isFresh(code)) return { app, device };
  if (linkCode !== undefined) return restart();
  device.failedAttempts++;
  if (device.failedAttempts >= most) {
    devices.delete(key);
    return restart();
  }
  return fail(code ? "EXPIRED_USER_INPUT_CODE_ERROR" : "INCORRECT_USER_INPUT_CODE_ERROR", {
    failedCodeInputAttemptCount: device.failedAttempts,
    maximumCodeInputAttempts: most,
  });
}

const contactJson = (device: Device) => ({
  preAuthSessionId: device.deviceIdHash,
  failedCodeInputAttemptCount: device.failedAttempts,
  email: device.email ?? undefined,
  phoneNumber: device.phoneNumber ?? undefined,
});

const isFor = (method: LoginMethod, { email, phoneNumber }: Contact) =>
  method.recipeId === "passwordless" &&
  (email === null ? method.phoneNumber === phoneNumber : method.email === email);

const userWith = (app: App, tenantId: string, contact: Contact) =>
  findMethod(app, tenantId, (method) => isFor(method, contact));

function removeDevices(app: App, { email, phoneNumber }: Contact, tenantIds: string[]) {
  deleteRows(
    devicesOf(app),
    (device) =>
      tenantIds.includes(device.tenantId) &&
      (email === null ? device.phoneNumber === phoneNumber : device.email === email),
  );
}

/** Signs a user with a verified contact up, or in. */
export function signInByContact(app: App, tenantId: string, contact: Contact, id?: string) {
  const held = userWith(app, tenantId, contact);
  if (held) return { createdNewUser: false, method: held };
  const { email, phoneNumber } = contact;
  const its = {
    ...(email !== null && { email }),
    ...(phoneNumber !== null && { phoneNumber }),
  };
  const method = addMethod(app, tenantId, { recipeId: "passwordless", ...its }, id);
  return { createdNewUser: true, method };
}

async function consumeCode(context: Context) {
  const { app, device } = await checkedDevice(context);
  const { tenantId, cdi } = context;
  removeDevices(app, device, [tenantId]);
  const { createdNewUser, method } = signInByContact(app, tenantId, device);
  if (device.email !== null && atLeast(cdi, "4.0"))
    setVerified(app, { userId: method.id, email: device.email }, true);
  // Codes to the user's other contact no longer count.
  const { email = null, phoneNumber = null } = method;
  if (email !== null && email !== device.email)
    removeDevices(app, { email, phoneNumber: null }, [tenantId]);
  if (phoneNumber !== null && phoneNumber !== device.phoneNumber)
    removeDevices(app, { email: null, phoneNumber }, [tenantId]);
  return ok({
    createdNewUser,
    ...userMembers(app, method, cdi),
    consumedDevice: atLeast(cdi, "5.0") ? contactJson(device) : undefined,
  });
}

function listCodes(context: Context) {
  const input = inputOf(context, {
    email: optional(email),
    phoneNumber: optional(string),
    deviceId: optional(string),
    preAuthSessionId: optional(string),
  });
  oneOf(input, "email, phoneNumber, deviceId or preAuthSessionId");
  const app = appIn("tenant", context);
  return devicesFor(app, context.tenantId, input);
}

function devicesFor(
  app: App,
  tenantId: string,
  input: {
    [name in "email" | "phoneNumber" | "deviceId" | "preAuthSessionId"]: string | undefined;
  },
) {
  const { deviceId } = input;
  const hash =
    deviceId === undefined ? input.preAuthSessionId : hashOf(bytesOf(deviceId, "DeviceId"));
  const found = [...devicesOf(app).values()].filter(
    (device) =>
      device.tenantId === tenantId &&
      (hash === undefined || device.deviceIdHash === hash) &&
      (input.email === undefined || device.email === input.email) &&
      (input.phoneNumber === undefined || device.phoneNumber === input.phoneNumber),
  );
  const codeLifetime = configFor(app, tenantId).passwordless_code_lifetime;
  const devices = found.map((device) => ({
    ...contactJson(device),
    codes: device.codes.map(({ id, timeCreated }) => ({
      codeId: id,
      timeCreated,
      codeLifetime,
    })),
  }));
  return ok({ devices });
}

function getUser(context: Context) {
  const input = inputOf(context, {
    userId: optional(string),
    email: optional(email),
    phoneNumber: optional(string),
  });
  oneOf(input, "userId, email or phoneNumber");
  const { userId, email: address, phoneNumber = null } = input;
  const app = appIn(userId === undefined ? "tenant" : "app", context);
  const contact = { email: address ?? null, phoneNumber };
  const method =
    userId === undefined ? userWith(app, context.tenantId, contact) : methodOf(app, userId);
  if (method?.recipeId === "passwordless")
    return ok({ user: userJson(app, method, context.cdi) });
  if (userId !== undefined) return fail("UNKNOWN_USER_ID_ERROR");
  return fail(address === undefined ? "UNKNOWN_PHONE_NUMBER_ERROR" : "UNKNOWN_EMAIL_ERROR");
}

/** Null takes a contact away. */
const change =
  (field: Field<string>): Field<string | null | undefined> =>
  (input, name) =>
    input[name] === null ? null : optional(field)(input, name);

const putUser = put(
  "public",
  {
    userId: (input, _, cdi = "") =>
      string(input, atLeast(cdi, "4.0") ? "recipeUserId" : "userId"),
    email: change(email),
    phoneNumber: change(string),
  },
  (input, { app }) => {
    const method = app.users.get(internalId(app, input.userId));
    if (method?.recipeId !== "passwordless") return fail("UNKNOWN_USER_ID_ERROR");
    const { email: address, phoneNumber } = input;
    const next = {
      email: address === undefined ? (method.email ?? null) : address,
      phoneNumber: phoneNumber === undefined ? (method.phoneNumber ?? null) : phoneNumber,
    };
    if (next.email === null && next.phoneNumber === null)
      refuse(400, "You cannot clear both email and phone number of a user");
    const whole = method.primaryUserId === null ? undefined : methodsOf(app, method.id);
    const changes = [
      { name: "email", what: "EMAIL", words: "email" },
      { name: "phoneNumber", what: "PHONE_NUMBER", words: "phone number" },
    ] as const;
    const before = { email: method.email ?? null, phoneNumber: method.phoneNumber ?? null };
    for (const { name, what, words } of changes) {
      const value = next[name];
      if (value === before[name]) continue;
      const contact = { [name]: value ?? undefined };
      if (whole && conflictOf(app, contact, tenantsOf(whole), wholeId(method)))
        fail(`${what}_CHANGE_NOT_ALLOWED_ERROR`, {
          reason: `New ${words} is associated with another primary user ID`,
        });
      const alone = { email: null, phoneNumber: null, [name]: value };
      const isTaken = method.tenantIds.some((tenantId) => userWith(app, tenantId, alone));
      if (value !== null && isTaken) fail(`${what}_ALREADY_EXISTS_ERROR`);
    }
    for (const { name } of changes) {
      const value = next[name];
      if (value === before[name]) continue;
      for (const each of [before[name], value])
        if (each !== null)
          removeDevices(
            app,
            { email: null, phoneNumber: null, [name]: each },
            method.tenantIds,
          );
      if (value === null) delete method[name];
      else method[name] = value;
    }
    return ok();
  },
);

const code = "/recipe/signinup/code";

const endpoints: Endpoints = {
  [code]: { POST: createCode },
  [`${code}/check`]: {
    async POST(context) {
      const { device } = await checkedDevice(context);
      return ok({ consumedDevice: contactJson(device) });
    },
  },
  [`${code}/consume`]: { POST: consumeCode },
  [`${code}/remove`]: post(
    "tenant",
    {
      codeId: since<string | undefined>("5.0", optional(string), string),
      preAuthSessionId: since("5.0", optional(string)),
    },
    ({ codeId, preAuthSessionId }, { app, tenantId }) => {
      oneOf({ codeId, preAuthSessionId }, "codeId or preAuthSessionId");
      for (const device of devicesOf(app).values()) {
        if (device.tenantId !== tenantId) continue;
        if (device.deviceIdHash === preAuthSessionId) device.codes = [];
        device.codes = device.codes.filter(({ id }) => id !== codeId);
      }
      deleteRows(devicesOf(app), ({ codes }) => codes.length === 0);
      return ok();
    },
  ),
  [`${code}s`]: { GET: listCodes },
  [`${code}s/remove`]: post(
    "tenant",
    { email: optional(email), phoneNumber: optional(string) },
    (input, { app, tenantId }) => {
      oneOf(input, "email or phoneNumber");
      const { email: address = null, phoneNumber = null } = input;
      removeDevices(app, { email: address, phoneNumber }, [tenantId]);
      return ok();
    },
  ),
  "passwordless /recipe/user": { GET: getUser, ...putUser },
};

export const passwordless: Recipe = { endpoints, tables: [devicesOf] as Recipe["tables"] };
