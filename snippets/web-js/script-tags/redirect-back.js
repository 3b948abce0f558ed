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
 * @param {string | null} value
 * @returns {string}
 */
export function safeRedirectBack(value) {
  if (!value?.startsWith("/") || value.startsWith("//") || rewritten.test(value)) return "/";
  const url = new URL(value, window.location.origin);
  // Dot segments are resolved by now: "/.//evil.example" has become "//evil.example".
  if (url.pathname.startsWith("//") || disguised.test(url.pathname)) return "/";
  return url.pathname + url.search + url.hash;
}

/**
 * `path` with the fragment of the refresh page's own URL. The server does not see the
 * fragment of the URL that was asked for; the browser carries it over the redirect (RFC
 * 9110, section 10.2.2). A guard in the browser sees it, and names it in redirectBack.
 * @param {string} path
 * @param {string} fragment
 * @returns {string}
 */
export function withFragment(path, fragment) {
  return path.includes("#") ? path : path + fragment;
}
