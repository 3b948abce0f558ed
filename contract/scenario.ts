import type { Capability, Language } from "../snippets/frameworks.ts";
import type { Client } from "./clients.ts";

/** An access token as a request carries it, by what is wrong with it. `./tokens.ts` makes each from the scenario's session. */
export type TokenKind =
  | "valid"
  | "expired"
  | "malformed"
  | "tampered"
  | "alg none"
  | "HS256 with the public key"
  | "foreign signature"
  | "unknown kid"
  | "signed by another core"
  | "static key"
  | "no session handle"
  | "OAuth2 token"
  | "valid of mallory"
  | "no expiry"
  | "JWT of a user and a session"
  | "no version in the header"
  | "session handle null"
  | "session handle object"
  | "subject object"
  | "subject empty"
  | "not yet valid";

/** The session that a scenario starts with, as the core made it. */
export interface SessionSetup {
  /** Default "alice". */
  userId?: string;
  /** Goes into the claim `roles`. Default none. Null: the session began before the claim existed. */
  roles?: string[] | null;
}

/** Something that happens between two requests, to the core or to the session. */
export type Event =
  | { do: "the session is revoked" }
  | { do: "the session is refreshed elsewhere" }
  | { do: "refresh token expires" }
  | { do: "the core goes down" }
  | { do: "the core responds slowly" }
  | { do: "the core accepts connections and never responds" }
  | { do: "the core responds with 503" }
  | { do: "the core rotates its signing key" }
  | { do: "JWKS cooldown passes" };

/** One request. What is not said is not sent. */
export interface Request {
  /** What sends it. Default: a browser that loads a page. */
  client?: Client;
  /** Who sends it, where that is not plainly the browser; shown in the diagram. */
  note?: string;
  method?: "GET" | "HEAD" | "POST";
  path: string;
  /** The access token cookie, made for the occasion; several are several cookies of the same name. */
  accessToken?: TokenKind | readonly TokenKind[];
  /** Sends every cookie of the jar that belongs to this path, as a browser does. */
  jar?: boolean;
  /** The browser ignores the cookies of the response, as if they never arrived. */
  dropCookies?: boolean;
  headers?: Record<string, string>;
  /** Sent as an HTML form. */
  form?: Record<string, string>;
  /** Any other body, with its content type. `shown` stands for it in the recording. */
  body?: { type: string; text: string; shown: string };
  /** Sends the same request so often, all at once. */
  parallel?: number;
  /** Sends the same request so often, one after the other. */
  repeat?: number;
  expect: Expectation;
}

export interface Expectation {
  /** "4xx": any status that blames the client. */
  status: number | "4xx";
  /** The response arrives within this time, in ms. */
  within?: number;
  /** The whole `location` header. */
  location?: string;
  /** Redirected to the refresh page with exactly this return URL. */
  refreshThen?: string;
  /** With `refreshThen`: a guest may come back too. */
  optional?: boolean;
  /** Every text that the body holds. */
  body?: readonly string[];
  /** The whole JSON body. */
  json?: unknown;
  /** Names of all cookies that the response sets, in order; none if omitted. */
  setsCookies?: readonly string[];
  /** Names of all cookies that the response deletes, in order; none if omitted. */
  clearsCookies?: readonly string[];
  /** The response is the same for every visitor, and can be cached; all others are `private, no-store`. */
  cacheable?: boolean;
  /** Header values; null: the header is absent. */
  headers?: Record<string, string | null>;
  /**
   * Every call of the web server to the core, as "METHOD /path", in order; none if it is left out. For floods,
   * "JWKS as often as the cooldown allows": no other call, and no more fetches than one, and one for each cooldown.
   */
  core?: readonly string[] | "JWKS as often as the cooldown allows";
  /** Differences in the response of another language's SDK. Each replaces the members that it names, and nothing else. */
  differs?: Partial<Record<Language, Difference>>;
}

/** What is expected of one language instead. */
export interface Difference extends Partial<Omit<Expectation, "differs">> {
  /** Where the SDK's source says so, and what it says. */
  because: string;
}

/** The request with the response that is expected in a language. */
export function inLanguage(request: Request, language: Language): Request {
  const { differs, ...expect } = request.expect;
  return { ...request, expect: { ...expect, ...differs?.[language] } };
}

export interface Scenario {
  /** Names it in URLs, files and the matrix; never changed. */
  id: string;
  /** A sentence that says what is seen. */
  title: string;
  capability: Capability;
  /** The session it starts with; without it there is none. */
  session?: SessionSetup;
  /** Needs a web server that has never fetched the keys of the core. */
  cold?: boolean;
  /** Runs against a web server that stands behind a proxy which ends TLS: browsers see it at `publicOrigin`. */
  behindProxy?: boolean;
  steps: readonly (Event | Request)[];
}

/** Where browsers see a web server that stands behind a proxy. */
export const publicOrigin = "https://app.example";

/** True for a request, false for an event. */
export function isRequest(step: Event | Request): step is Request {
  return "path" in step;
}

/** Whether it waits for as long as a server waits for a core that does not respond. */
export function coreHangs({ steps }: Scenario): boolean {
  return steps.some(
    (step) => !isRequest(step) && step.do === "the core accepts connections and never responds",
  );
}
