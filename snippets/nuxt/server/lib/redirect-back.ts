/**
 * An encoded slash, backslash or control character after the first "/", encoded in
 * any way and any number of times.
 */
const disguised = /^\/%(?:25)*(?:2f|5c|[01][0-9a-f]|7f|[0-9a-f]?%)/i;
/** Characters that browsers drop from a URL, or read as a slash. */
const rewritten = /[\\\p{Cc}]/u;

/**
 * The same-origin path in `value`; "/" for everything else, so that no visitor is ever
 * sent to another site.
 */
export function safeRedirectBack(value: unknown): string {
  if (typeof value !== "string" || !value.startsWith("/") || value.startsWith("//")) return "/";
  if (rewritten.test(value)) return "/";
  const url = new URL(value, "http://same.origin");
  // The URL parser has resolved dot segments: "/.//evil.example" is now "//evil.example".
  if (url.pathname.startsWith("//") || disguised.test(url.pathname)) return "/";
  return url.pathname + url.search + url.hash;
}
