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
export function safeRedirectBack(value: string | null): string {
  if (!value?.startsWith("/") || value.startsWith("//") || rewritten.test(value)) return "/";
  const url = new URL(value, window.location.origin);
  // The URL parser has resolved dot segments: "/.//evil.example" is now "//evil.example".
  if (url.pathname.startsWith("//") || disguised.test(url.pathname)) return "/";
  return url.pathname + url.search + url.hash;
}

/**
 * `path` with the fragment of the refresh page's own URL. The server does not see the
 * fragment of the requested URL; the browser carries it over the redirect (RFC 9110,
 * section 10.2.2). A guard in the browser sees the fragment and includes it in
 * redirectBack.
 */
export function withFragment(path: string, fragment: string): string {
  return path.includes("#") ? path : path + fragment;
}
