import type { CoreExchange, Exchange } from "../../../results/runs.ts";

export type Lane = "browser" | "server" | "core";

export const laneNames: Record<Lane, string> = {
  browser: "Browser",
  server: "Web server",
  core: "Core",
};

/** One arrow of the diagram. */
export interface Message {
  from: Lane;
  to: Lane;
  /** "GET /dashboard", "302 Found". */
  text: string;
  /** Of the web server's response. */
  status?: number;
  /** The headers, cookies and fields that matter here. */
  details: Detail[];
}

export interface Detail {
  name: string;
  value: string;
}

/** The parts of an exchange that a reader needs, as arrows from top to bottom: the request, each call to the core with its response, the response. */
export function messagesOf({ request, core, response }: Exchange): Message[] {
  return [
    {
      from: "browser",
      to: "server",
      text: `${request.method} ${request.path}`,
      details: requestDetails(request.headers),
    },
    ...core.flatMap(coreMessages),
    {
      from: "server",
      to: "browser",
      text: statusLine(response.status),
      status: response.status,
      details: responseDetails(response.headers, hasNote(request.headers)),
    },
  ];
}

/** Whether a front-end SDK keeps a front token in this browser: then the front token of the response matters too. */
function hasNote({ cookie = "" }: Record<string, string>): boolean {
  return cookie.includes("sFrontToken=");
}

/** "302 Found". */
export function statusLine(status: number): string {
  const reason = reasons[status];
  return reason ? `${status} ${reason}` : String(status);
}

/** RFC 9110, section 15; those that the scenarios know. */
const reasons: Record<number, string> = {
  200: "OK",
  204: "No Content",
  302: "Found",
  303: "See Other",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

function coreMessages({ request, response }: CoreExchange): Message[] {
  const answer = fields(response.body);
  const status = typeof answer.status === "string" ? answer.status : reasons[response.status];
  return [
    {
      from: "server",
      to: "core",
      text: `${request.method} ${request.path}`,
      details: tokens(fields(request.body)),
    },
    {
      from: "core",
      to: "server",
      text: [response.status, status].filter(Boolean).join(" "),
      details: tokens(answer),
    },
  ];
}

function requestDetails(headers: Record<string, string>): Detail[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    if (name === "cookie") return value.split("; ").map((cookie) => ({ name, value: cookie }));
    return ["authorization", "rid", "sec-fetch-site"].includes(name) ? [{ name, value }] : [];
  });
}

function responseDetails(headers: Exchange["response"]["headers"], note: boolean): Detail[] {
  const shown = ["location", "set-cookie", ...(note ? ["front-token"] : []), "cache-control"];
  return shown.flatMap((name) =>
    [headers[name] ?? []].flat().map((value) => ({
      name,
      value: name === "set-cookie" ? setCookie(value) : value,
    })),
  );
}

/** A cookie's name and value; a cookie that is set into the past is deleted. RFC 6265, section 5.3. */
function setCookie(header: string): string {
  const [pair = "", ...attributes] = header.split("; ");
  const deleted = attributes.includes("Expires=Thu, 01 Jan 1970 00:00:00 GMT");
  return deleted ? `${pair.slice(0, pair.indexOf("="))}, deleted` : pair;
}

/** The tokens in a body of the core's API: as text in a request, as an object with a `token` in a response. */
function tokens(body: Record<string, unknown>): Detail[] {
  const details = ["accessToken", "refreshToken"].flatMap((name): Detail[] => {
    const token = body[name];
    const value = typeof token === "string" ? token : fields(token).token;
    return typeof value === "string" ? [{ name, value }] : [];
  });
  return body.checkDatabase === true
    ? [...details, { name: "checkDatabase", value: "true" }]
    : details;
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
