import { parseCookie } from "cookie";
import { PreParsedRequest } from "supertokens-node/framework/custom";

// What the SDK's type knows. HEAD is not in it.
const methods = ["get", "post", "put", "patch", "delete", "options", "trace"] as const;

/**
 * What the SDK reads of a request. Its own helpers in `supertokens-node/custom` make the
 * same, but fail on a cookie that is not percent-encoded, whoever has set it.
 */
export function requestOf(request: Request): PreParsedRequest {
  const name = request.method === "HEAD" ? "get" : request.method.toLowerCase();
  return new PreParsedRequest({
    url: request.url,
    // An unknown method may change something: checked like a POST.
    method: methods.find((method) => method === name) ?? "post",
    headers: request.headers,
    cookies: cookiesOf(request),
    query: Object.fromEntries(new URL(request.url).searchParams),
    getJSONBody: () => request.json(),
    getFormBody: async () => Object.fromEntries(await request.formData()),
  });
}

/** Every cookie by its name; of several with one name the first. */
export function cookiesOf(request: Request): Record<string, string> {
  const cookies: Record<string, string> = {};
  for (const [name, value] of Object.entries(
    parseCookie(request.headers.get("cookie") ?? ""),
  )) {
    if (value !== undefined) cookies[name] = value;
  }
  return cookies;
}
