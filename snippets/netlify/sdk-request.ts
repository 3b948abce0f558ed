import { parseCookie } from "cookie";
import { Error as SuperTokensError } from "supertokens-node";
import { PreParsedRequest } from "supertokens-node/framework/custom";

// The methods of the SDK's type, which lacks HEAD.
const methods = ["get", "post", "put", "patch", "delete", "options", "trace"] as const;

/**
 * What the SDK reads of a request. Its own helpers in `supertokens-node/custom` make the
 * same, but throw for any cookie that is not percent-encoded.
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
    getJSONBody: () => request.json().catch(badInput),
    getFormBody: async () => Object.fromEntries(await request.formData().catch(badInput)),
  });
}

/** A body that cannot be read is the client's fault: the SDK responds 400 to this error. */
function badInput(): never {
  const type = SuperTokensError.BAD_INPUT_ERROR;
  throw new SuperTokensError({ type, message: "The body of the request cannot be read" });
}

/**
 * Every cookie by its name; of several with one name the first. In the header the SDK sees
 * that there are several.
 */
function cookiesOf(request: Request): Record<string, string> {
  const cookies: Record<string, string> = {};
  for (const [name, value] of Object.entries(
    parseCookie(request.headers.get("cookie") ?? ""),
  )) {
    if (value !== undefined) cookies[name] = value;
  }
  return cookies;
}
