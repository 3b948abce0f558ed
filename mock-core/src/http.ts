/** A request as the core sees it: the path decoded and without dot segments, the body as text. */
export type Call = {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
  /** The caller's address where the transport knows it; `ip_allow_regex` and `ip_deny_regex` test it. */
  remoteAddress?: string;
};

/** An answer with its body as text. */
export type Answer = { status: number; headers: Record<string, string>; body: string };

/** A JSON object whose members are not known. */
export type JsonObject = { [name: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A JSON answer; members that are `undefined` are left out, as the core leaves out its nulls. */
export const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { "content-type": "application/json;charset=UTF-8" },
  body: `${JSON.stringify(value)}\n`,
});

/** The JSON answer to a call that went well. */
export const ok = (members: JsonObject = {}): Answer => json({ status: "OK", ...members });

/** A text answer, ending in a line feed as the core's do. */
export const text = (value: string, status = 200): Answer => ({
  status,
  headers: { "content-type": "text/html;charset=UTF-8" },
  body: `${value}\n`,
});

/** Thrown to end a call with an answer from wherever it is. */
export class Refusal extends Error {
  readonly answer: Answer;
  constructor(message: string, answer: Answer) {
    super(message);
    this.answer = answer;
  }
}

/** Ends a call with one of the core's texts (contract section 1.6). */
export function refuse(status: number, message: string): never {
  throw new Refusal(message, text(message, status));
}

/** Ends a call with a `status` that is not OK, which the core answers with HTTP status 200. */
export function fail(status: string, members: { message?: string } & JsonObject = {}): never {
  throw new Refusal(members.message ?? status, json({ status, ...members }));
}
