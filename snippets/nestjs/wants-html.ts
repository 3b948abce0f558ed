import type { HttpRequest } from "./adapter.ts";

/** A browser that loads a page asks for HTML; scripts do not. */
export function wantsHtml(req: HttpRequest): boolean {
  return req.headers.accept?.includes("text/html") ?? false;
}
