import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from "aws-lambda";
import Negotiator from "negotiator";
import { apiGatewayPath } from "./config.ts";

/** What a REST API sends, and an HTTP API with payload format 1.0 or 2.0. */
export type GatewayEvent = APIGatewayProxyEvent | APIGatewayProxyEventV2;

/** A response that all of them understand. */
export interface Result {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

/** The event as the SDK reads it: the body decoded, the cookies in a header. */
export function readable(event: GatewayEvent): GatewayEvent {
  const decoded =
    event.body && event.isBase64Encoded
      ? { body: Buffer.from(event.body, "base64").toString(), isBase64Encoded: false }
      : {};
  if (isV2(event)) {
    // In a header the SDK also sees that there are two access tokens, as after a change of
    // cookieDomain, and refreshes.
    const cookie = event.cookies?.join("; ");
    return { ...event, ...decoded, headers: { ...event.headers, cookie } };
  }
  // The SDK treats any version as format 2.0. With the "1.0" of an HTTP API it would put
  // its cookies where format 1.0 has none, and all would be lost.
  const noVersion = { version: undefined };
  return { ...event, ...decoded, ...noVersion, path: pathOf(event) };
}

/**
 * Whether the body claims to be JSON and is not. The SDK throws a plain error for it, which
 * would be a 500.
 */
export function isBrokenJson(event: GatewayEvent): boolean {
  if (!/^application\/json\b/i.test(headerOf(event, "content-type") ?? "")) return false;
  try {
    JSON.parse(event.body || "{}");
    return false;
  } catch {
    return true;
  }
}

export function methodOf(event: GatewayEvent): string {
  return isV2(event) ? event.requestContext.http.method : event.httpMethod;
}

/** The path without stage and mapping: what your routes begin with. */
export function pathOf(event: GatewayEvent): string {
  return isV2(event)
    ? without(`/${event.requestContext.stage}`, event.rawPath)
    : without(apiGatewayPath, event.path);
}

/** The URL that the browser has requested, from its path on. */
export function requestedUrl(event: GatewayEvent): string {
  const query = queryOf(event);
  return apiGatewayPath + pathOf(event) + (query && `?${query}`);
}

/** The query string, without its question mark. */
export function queryOf(event: GatewayEvent): string {
  if (isV2(event)) return event.rawQueryString;
  // Format 1.0 contains it only decoded.
  return Object.entries(event.multiValueQueryStringParameters ?? {})
    .flatMap(([name, values = []]) => values.map((value) => [name, value]))
    .map((pair) => pair.map(encodeURIComponent).join("="))
    .join("&");
}

/** A header by its lower-case name. */
export function headerOf(event: GatewayEvent, name: string): string | undefined {
  const key = Object.keys(event.headers ?? {}).find((key) => key.toLowerCase() === name);
  return key && event.headers[key];
}

/** Whether the client prefers JSON to a page. */
export function prefersJson(event: GatewayEvent): boolean {
  const negotiator = new Negotiator({ headers: { accept: headerOf(event, "accept") } });
  return negotiator.mediaType(["application/json", "text/html"]) === "application/json";
}

function isV2(event: GatewayEvent): event is APIGatewayProxyEventV2 {
  return "rawPath" in event;
}

function without(prefix: string, path: string): string {
  return prefix && `${path}/`.startsWith(`${prefix}/`)
    ? path.slice(prefix.length) || "/"
    : path;
}
