/** What the SDK hands over of a request. */
interface Input {
  req: { getHeaderValue(name: string): string | undefined };
}

/**
 * Tokens in headers for a mobile app, in cookies for every browser: a page load has nothing but
 * cookies.
 */
export function getTokenTransferMethod({ req }: Input): "cookie" | "header" {
  // Every current browser sends this, and no script can leave it out. A script that could ask
  // for tokens in headers could read them.
  if (req.getHeaderValue("sec-fetch-site") !== undefined) return "cookie";
  // The SDK of a mobile app says where it wants the tokens.
  if (req.getHeaderValue("st-auth-mode") === "header") return "header";
  return req.getHeaderValue("authorization")?.startsWith("Bearer ") ? "header" : "cookie";
}
