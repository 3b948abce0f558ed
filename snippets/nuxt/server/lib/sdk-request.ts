import { parseCookie } from "cookie";
import { Error as SuperTokensError } from "supertokens-node";
import { PreParsedRequest } from "supertokens-node/framework/custom";

// The methods of the SDK's type, which lacks HEAD.
const methods = ["get", "post", "put", "patch", "delete", "options", "trace"] as const;

/**
 * The request as the SDK reads it. The helpers of `supertokens-node/custom` make one too, but
 * throw for any cookie that is not percent-encoded, and for a body that cannot be read.
 */
export function sdkRequest(request: Request): PreParsedRequest {
  const name = request.method === "HEAD" ? "get" : request.method.toLowerCase();
  return new PreParsedRequest({
    url: request.url,
    // An unknown method may change something: the SDK checks it like a POST.
    method: methods.find((method) => method === name) ?? "post",
    headers: request.headers,
    cookies: cookiesOf(request.headers.get("cookie") ?? ""),
    query: Object.fromEntries(new URL(request.url).searchParams),
    getJSONBody: () => request.json().catch(badInput),
    getFormBody: async () => Object.fromEntries(await request.formData().catch(badInput)),
  });
}

/** A body that cannot be read is a client error: the SDK responds 400 to this one. */
function badInput(): never {
  const type = SuperTokensError.BAD_INPUT_ERROR;
  throw new SuperTokensError({ type, message: "The body of the request cannot be read" });
}

/**
 * The cookies by name; of several with the same name, the first. The SDK sees in the header
 * that there are several.
 */
function cookiesOf(header: string): Record<string, string> {
  const cookies: Record<string, string> = {};
  for (const [name, value] of Object.entries(parseCookie(header))) {
    if (value !== undefined) cookies[name] = value;
  }
  return cookies;
}
