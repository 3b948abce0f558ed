import type { CookieSent } from "./cookies.ts";
import type { CoreCall, Exchange } from "./wire-log.ts";

/** An exchange as lines for a terminal: the request, what it carried, what came back, and the calls to the core. */
export function describeExchange(exchange: Exchange): string {
  const { method, path, status, sent, fields, set, headers, answer, core } = exchange;
  return [
    `   ${method} ${path}  ->  ${status}`,
    ...sent.map((cookie) => `       sent     ${cookie.name}: ${describeCookie(cookie)}`),
    ...(fields ? [`       body     ${JSON.stringify(fields)}`] : []),
    ...core.map(describeCall),
    ...(headers.location ? [`       location ${headers.location}`] : []),
    ...set.map(
      (cookie) =>
        `       set      ${cookie.name}: ${cookie.removed ? "removed" : describeCookie(cookie)}`,
    ),
    ...(answer === undefined ? [] : [`       response ${JSON.stringify(answer)}`]),
  ].join("\n");
}

function describeCall({ method, path, status, answer }: CoreCall): string {
  const outcome =
    typeof answer === "object" && answer !== null && "status" in answer
      ? `, ${answer.status}`
      : "";
  return `       core     ${method} ${path}  ->  ${status ?? "no response"}${outcome}`;
}

function describeCookie({ value, token }: CookieSent): string {
  if (!token) return value;
  return `${value} (${token.userId}, ${token.expiresAt <= Date.now() ? "expired" : "valid"})`;
}
