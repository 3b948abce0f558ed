export type Call = {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
  remoteAddress?: string | undefined;
};

/** What a core sends back, before the transport writes it. */
export type CoreResponse = { status: number; headers: Record<string, string>; body: string };

export type JsonObject = { [name: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The JSON in a text, or the text where it is none. */
export function parsed(body: string): unknown {
  try {
    return body === "" ? undefined : JSON.parse(body);
  } catch {
    return body;
  }
}

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
