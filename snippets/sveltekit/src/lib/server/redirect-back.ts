/**
 * An encoded slash, backslash or control character behind the first "/", however and
 * however often it was encoded.
 */
const disguised = /^\/%(?:25)*(?:2f|5c|[01][0-9a-f]|7f|[0-9a-f]?%)/i;
/** What browsers drop from an address, or read as a slash. */
const rewritten = /[\\\p{Cc}]/u;

/**
 * The same-origin path in `value`; "/" for everything else, so that nobody is ever sent to
 * another site.
 */
export function safeRedirectBack(value: unknown): string {
  if (typeof value !== "string" || !value.startsWith("/") || value.startsWith("//")) return "/";
  if (rewritten.test(value)) return "/";
  const url = new URL(value, "http://same.origin");
  // Dot segments are resolved by now: "/.//evil.example" has become "//evil.example".
  if (url.pathname.startsWith("//") || disguised.test(url.pathname)) return "/";
  return url.pathname + url.search + url.hash;
}
