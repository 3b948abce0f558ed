import type { HttpRequest } from "./adapter.ts";

/** A browser that loads a page requests HTML; a script does not. */
export function wantsHtml(req: HttpRequest): boolean {
  return req.headers.accept?.includes("text/html") ?? false;
}
