export type Call = {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
  /** Whether the body is over the limit of its server; it is then empty here. */
  tooLarge?: boolean;
  remoteAddress?: string | undefined;
};

/** What a core sends back, before the transport writes it. */
export type CoreResponse = { status: number; headers: Record<string, string>; body: string };

export type JsonObject = { [name: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Bytes of a request body. The bodies of SDKs have a few KiB. */
export const maxBody = 1024 * 1024;

/** Levels of nested JSON. `JSON.stringify` recurses and fails at some thousands, and whatever comes in is written again. */
export const maxDepth = 500;

const isNested = (value: unknown) => typeof value === "object" && value !== null;

/** Whether objects and lists are nested in more than `limit` levels. */
export function isTooDeep(value: unknown, limit: number) {
  let level = [value].filter(isNested);
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((each) => Object.values(each as object)).filter(isNested);
  }
  return false;
}

/** Throws a SyntaxError for a text that is not JSON, and a RangeError for JSON nested deeper than `limit` levels. */
export function parseJson(body: string, limit = maxDepth): unknown {
  const value: unknown = JSON.parse(body);
  // Every level has two brackets.
  if (body.length > 2 * limit && isTooDeep(value, limit))
    throw new RangeError(`JSON nested deeper than ${limit} levels`);
  return value;
}

/** The JSON in a text, or the text where it is not JSON or too deep. */
export function parsed(body: string): unknown {
  try {
    return body === "" ? undefined : parseJson(body);
  } catch {
    return body;
  }
}

function isAscii(bytes: Uint8Array) {
  for (const byte of bytes) if (byte >= 0x80) return false;
  return true;
}

/** The text of a request body. Without a charset Tomcat reads Latin-1 (ISO-8859-1); SDKs name UTF-8. */
export const decodedBody = (bytes: Uint8Array, contentType = "") =>
  // ASCII is the same in both.
  /charset="?utf-?8/i.test(contentType) || isAscii(bytes)
    ? decoder.decode(bytes)
    : Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

const decoder = new TextDecoder();

export function decodedPath(path: string) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

export const messageOf = (error: unknown) =>
  error instanceof Error ? error.message : String(error);

const response = (type: string, body: string, status: number): CoreResponse => ({
  status,
  headers: { "content-type": `${type};charset=UTF-8` },
  body: `${body}\n`,
});

/** Members that are `undefined` are left out, as the core leaves out its nulls. */
export const json = (value: unknown, status = 200) =>
  response("application/json", JSON.stringify(value), status);

export const ok = (members: JsonObject = {}) => json({ status: "OK", ...members });

/** For an object whose class the core serialises before it adds the status (SessionAPI.java). */
export const okAtEnd = (members: JsonObject) => json({ ...members, status: "OK" });

export const text = (value: string, status = 200) => response("text/html", value, status);

export class Refusal extends Error {
  readonly response: CoreResponse;
  constructor(message: string, response: CoreResponse) {
    super(message);
    this.response = response;
  }
}

/** Ends a call with a status and one of the core's texts (WebserverAPI.java). */
export function refuse(status: number, message: string): never {
  throw new Refusal(message, text(message, status));
}

/** Ends a call with a `status` that is not OK, under HTTP status 200. */
export function fail(status: string, members: { message?: string } & JsonObject = {}): never {
  throw new Refusal(members.message ?? status, json({ status, ...members }));
}

export const unauthorised = (message: string, recentTokenReuseSubtype?: string): never =>
  fail("UNAUTHORISED", { message, recentTokenReuseSubtype });
