/** The part of a request that the SDK passes on. */
interface Input {
  req: { getHeaderValue(name: string): string | undefined };
}

/**
 * Tokens in headers for a mobile app, in cookies for every browser: a page load carries only
 * cookies.
 */
export function getTokenTransferMethod({ req }: Input): "cookie" | "header" {
  // Every current browser sends this header, and a script cannot omit it. A script that could
  // request tokens in headers could read them.
  if (req.getHeaderValue("sec-fetch-site") !== undefined) return "cookie";
  // A mobile app's SDK states where it expects the tokens.
  if (req.getHeaderValue("st-auth-mode") === "header") return "header";
  return req.getHeaderValue("authorization")?.startsWith("Bearer ") ? "header" : "cookie";
}
