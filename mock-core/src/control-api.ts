import type { Control, SessionInput, TokenInput, UserInput } from "./control-types.ts";
import { type Call, type JsonObject, json, messageOf, text } from "./http.ts";
import { long, object, optional, parseObject, string } from "./input.ts";
import type { Outage } from "./outage.ts";
import type { Snapshot } from "./snapshot.ts";

// The control over HTTP: POST /<method> with its arguments as a JSON object, answered with { "result": … }, or with
// status 400 and { "error": "…" }. A pattern is { "pattern": "…" }; "removeClaims" names claims to leave out.

const matcher = (body: JsonObject, name: string) =>
  typeof body[name] === "string"
    ? string(body, name)
    : new RegExp(string(object(body, name), "pattern"));

const methods: Record<string, (control: Control, body: JsonObject) => unknown> = {
  createSession: (control, body) => control.createSession(body as SessionInput),
  createUser: (control, body) => control.createUser(body as UserInput),
  mintAccessToken: (control, { removeClaims, ...body }) => {
    const removed = Array.isArray(removeClaims) ? removeClaims.map(String) : [];
    const claims = Object.fromEntries(removed.map((name) => [name, undefined]));
    const input = body as TokenInput;
    return control.mintAccessToken({ ...input, claims: { ...input.claims, ...claims } });
  },
  expire: (control, body) => control.expire(string(body, "accessToken")),
  revoke: (control, body) => control.revoke(string(body, "sessionHandle")),
  revokeUser: (control, body) => control.revokeUser(string(body, "userId")),
  rotateKeys: (control, body) => control.rotateKeys(body),
  "clock/now": (control) => control.clock.now(),
  "clock/set": (control, body) => control.clock.set(long(body, "ms")),
  "clock/advance": (control, body) => control.clock.advance(long(body, "ms")),
  "clock/reset": (control) => control.clock.reset(),
  outage: (control, body) =>
    control.outage({ ...(body as Outage), paths: optional(matcher)(body, "paths") }),
  recover: (control) => control.recover(),
  answerNext: (control, body) =>
    control.answerNext({ ...body, match: optional(matcher)(body, "match") }),
  requests: (control) => control.requests,
  clearRequests: (control) => control.clearRequests(),
  takeRequest: (control, body) => {
    const match = optional(matcher)(body, "match");
    return control.takeRequest({ match, timeoutMs: optional(long)(body, "timeoutMs") });
  },
  reset: (control) => control.reset(),
  snapshot: (control) => control.snapshot(),
  restore: (control, body) => control.restore(object(body, "snapshot") as Snapshot),
};

/** Refuses what a web page could send: an `Origin`, or a `Host` that is not this machine. */
export async function handleControl(control: Control, call: Call) {
  const { host = "", origin } = call.headers;
  if (origin !== undefined || !/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host))
    return text("The control API answers only programs on this machine", 403);
  const method = methods[call.path.slice(1)];
  if (!method || call.method !== "POST")
    return text(`Use POST with one of /${Object.keys(methods).join(", /")}`, 404);
  try {
    const result = await method(control, call.body === "" ? {} : parseObject(call.body));
    return json({ result: result ?? null });
  } catch (error) {
    return json({ error: messageOf(error) }, 400);
  }
}
