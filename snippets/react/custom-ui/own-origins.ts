import { safeRedirectBack as safePath } from "./redirect-back.ts";

/**
 * Your servers on other origins whose pages send the browser to this refresh page, with
 * scheme and port, and without a slash at the end.
 */
const ownOrigins = ["https://api.example.com"];

/**
 * In place of safeRedirectBack of redirect-back.ts: keeps an absolute URL of one of your
 * other origins as well.
 */
export function safeRedirectBack(value: string | null): string {
  for (const origin of ownOrigins) {
    // With the slash: "https://api.example.com.evil.example" and "…@evil.example" begin with
    // the origin too. The path after it must pass the same checks as one of this site.
    if (value?.startsWith(`${origin}/`)) return origin + safePath(value.slice(origin.length));
  }
  return safePath(value);
}
