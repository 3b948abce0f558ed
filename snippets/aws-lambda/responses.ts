import type { Result } from "./event.ts";

/** Always sets a content type: without one, API Gateway sends JSON or plain text. */
export function html(body: string, statusCode = 200): Result {
  return { statusCode, headers: { "Content-Type": "text/html; charset=utf-8" }, body };
}

export function json(value: unknown, statusCode = 200): Result {
  const headers = { "Content-Type": "application/json" };
  return { statusCode, headers, body: JSON.stringify(value) };
}

export function text(body: string, statusCode: number): Result {
  return { statusCode, headers: { "Content-Type": "text/plain; charset=utf-8" }, body };
}

export function redirect(location: string, statusCode: number): Result {
  return { statusCode, headers: { Location: location }, body: "" };
}
