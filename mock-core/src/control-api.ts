import {
  aBoolean,
  aMatch,
  aNumber,
  anInteger,
  anObject,
  aString,
  type Check,
  listOf,
  maybe,
  oneOf,
  record,
} from "./check.ts";
import type {
  Control,
  LinkInput,
  MessageInput,
  SessionInput,
  SignedInUserInput,
  TokenInput,
  UserInput,
} from "./control-types.ts";
import {
  type Call,
  isObject,
  type JsonObject,
  json,
  maxDepth,
  messageOf,
  parseJson,
  text,
} from "./http.ts";
import { type Outage, outageModes } from "./outage.ts";
import type { ResponseOverride } from "./response-override.ts";
import type { Snapshot } from "./snapshot.ts";

// The control over HTTP: POST /<method> with its arguments as a JSON object. The response is { "result": … }, or status 400
// with { "error": "…" }. A pattern is { "pattern": "…" }; "removeClaims" names claims to leave out.

/** Bytes of a request body; a snapshot is the largest. */
export const maxControlBody = 64 * 1024 * 1024;

const required =
  <T>(check: Check<T>) =>
  (body: JsonObject, name: string) =>
    check(Object.hasOwn(body, name) ? body[name] : undefined, name);

const optional = <T>(check: Check<T>) => required(maybe(check));

const whole =
  <T>(check: Check<T>) =>
  (body: JsonObject) =>
    check(body, "");

const pattern = record<{ pattern: string }>({ pattern: aString });

const matcher: Check<string | RegExp> = (value, at) =>
  typeof value === "string" ? value : new RegExp(pattern(value, at).pattern);

/** What a timer takes (ms). */
const delay = anInteger(0, 2 ** 31 - 1);
/** What a `Date` takes (ms). */
const time = anInteger(-8.64e15, 8.64e15);
const anyValue: Check<unknown> = (value) => value;

const sessionInput = whole(
  record<SessionInput>({
    userId: aString,
    payload: maybe(anObject),
    userDataInDatabase: maybe(anObject),
    useDynamicSigningKey: maybe(aBoolean),
    antiCsrf: maybe(aBoolean),
    tenantId: maybe(aString),
    appId: maybe(aString),
  }),
);

const user = {
  email: maybe(aString),
  password: maybe(aString),
  thirdParty: maybe(record({ id: aString, userId: aString })),
  phoneNumber: maybe(aString),
  id: maybe(aString),
  roles: maybe(listOf(aString)),
  emailVerified: maybe(aBoolean),
  metadata: maybe(anObject),
  tenantId: maybe(aString),
  appId: maybe(aString),
};

/** Throws a one-line Error for a value that is not a user. */
export const checkUser = record<UserInput>(user);

const userInput = whole(checkUser);

const signedInUserInput = whole(
  record<SignedInUserInput>({
    ...user,
    payload: maybe(anObject),
    userDataInDatabase: maybe(anObject),
  }),
);

const message = { to: maybe(aString), timeoutMs: maybe(delay) };

const messageInput = whole(record<MessageInput>(message));

const linkInput = whole(
  record<LinkInput>({
    ...message,
    kind: maybe(oneOf("sign-in", "password-reset", "email-verification")),
    website: maybe(aString),
  }),
);

const tokenInput = whole(
  record<TokenInput>({
    userId: maybe(aString),
    sessionHandle: maybe(aString),
    payload: maybe(anObject),
    claims: maybe(anObject),
    header: maybe(anObject),
    issuedAt: maybe(time),
    expiresInMs: maybe(time),
    key: maybe(oneOf("dynamic", "static", "foreign")),
    kid: maybe(aString),
    algorithm: maybe(oneOf("RS256", "HS256", "none")),
    version: maybe(oneOf(3, 4, 5)),
    appId: maybe(aString),
  }),
);

const keyRotation = whole(
  record<{ forgetOld?: boolean; appId?: string }>({
    forgetOld: maybe(aBoolean),
    appId: maybe(aString),
  }),
);

const outageInput = whole(
  record<Outage>({
    mode: oneOf(...outageModes),
    paths: maybe(matcher),
    delayMs: maybe(delay),
    status: maybe(anInteger(400, 599)),
    times: maybe(anInteger(1, 1_000_000_000)),
  }),
);

/** Header fields as RFC 9110 section 5 has them; the length of the body is the transport's. */
const headers: Check<Record<string, string>> = (value, at) => {
  const fields = Object.entries(anObject(value, at)).map(([name, field]) => [
    aMatch(/^(?!content-length$|transfer-encoding$)[a-z0-9!#$%&'*+.^_`|~-]+$/)(
      name.toLowerCase(),
      `a name in ${at}`,
    ),
    aMatch(/^[\t\x20-\x7e\x80-\xff]*$/)(field, `${at}.${name}`),
  ]);
  return Object.fromEntries(fields);
};

const overrideInput = whole(
  record<ResponseOverride>({
    match: maybe(matcher),
    status: maybe(anInteger(200, 599)),
    headers: maybe(headers),
    body: anyValue,
  }),
);

const methods: Record<string, (control: Control, body: JsonObject) => unknown> = {
  createSession: (control, body) => control.createSession(sessionInput(body)),
  createUser: (control, body) => control.createUser(userInput(body)),
  createSignedInUser: (control, body) => control.createSignedInUser(signedInUserInput(body)),
  takeCode: (control, body) => control.takeCode(messageInput(body)),
  takeLink: (control, body) => control.takeLink(linkInput(body)),
  mintAccessToken: (control, { removeClaims = [], ...body }) => {
    const removed = listOf(aString)(removeClaims, "removeClaims");
    const claims = Object.fromEntries(removed.map((name) => [name, undefined]));
    const input = tokenInput(body);
    return control.mintAccessToken({ ...input, claims: { ...input.claims, ...claims } });
  },
  expire: (control, body) => control.expire(required(aString)(body, "accessToken")),
  revoke: (control, body) => control.revoke(required(aString)(body, "sessionHandle")),
  revokeUser: (control, body) => control.revokeUser(required(aString)(body, "userId")),
  rotateKeys: (control, body) => control.rotateKeys(keyRotation(body)),
  "clock/now": (control) => control.clock.now(),
  "clock/set": (control, body) => control.clock.set(required(aNumber)(body, "ms")),
  "clock/advance": (control, body) => control.clock.advance(required(aNumber)(body, "ms")),
  "clock/reset": (control) => control.clock.reset(),
  outage: (control, body) =>
    control.outage({ ...outageInput(body), paths: optional(matcher)(body, "paths") }),
  recover: (control) => control.recover(),
  answerNext: (control, body) => {
    const given = overrideInput(body);
    const match = optional(matcher)(body, "match");
    control.answerNext({ ...given, match, headers: optional(headers)(body, "headers") });
  },
  requests: (control) => control.requests,
  clearRequests: (control) => control.clearRequests(),
  takeRequest: (control, body) => {
    const match = optional(matcher)(body, "match");
    return control.takeRequest({ match, timeoutMs: optional(delay)(body, "timeoutMs") });
  },
  reset: (control) => control.reset(),
  snapshot: (control) => control.snapshot(),
  restore: (control, body) => control.restore(required(anyValue)(body, "snapshot") as Snapshot),
};

/**
 * Handles a request to the control API. Refuses every request that a web page can send, DNS rebinding included: one with
 * an `Origin`, and one with a `Host` that is not this machine.
 */
export async function handleControl(control: Control, call: Call) {
  const { host = "", origin } = call.headers;
  if (origin !== undefined || !/^(localhost\.?|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host))
    return text("Only programs on this machine can use the control API", 403);
  const name = call.path.slice(1);
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (!method || call.method !== "POST")
    return text(`Use POST with one of /${Object.keys(methods).join(", /")}`, 404);
  if (call.tooLarge) return text(`The body is larger than ${maxControlBody} bytes`, 413);
  try {
    const result = await method(control, argumentsIn(call.body));
    return json({ result: result ?? null });
  } catch (error) {
    return json({ error: messageOf(error) }, 400);
  }
}

function argumentsIn(body: string) {
  if (body === "") return {};
  // Twice the depth, because a snapshot holds payloads some levels down.
  const value = parseJson(body, 2 * maxDepth);
  if (!isObject(value)) throw new Error("the body must be a JSON object");
  return value;
}
