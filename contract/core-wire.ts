import type { Control } from "../mock-core/src/index.ts";
import type { CoreExchange } from "../results/runs.ts";
import type { Names } from "./names.ts";

/** A request that the core, or what stands in front of it, has logged. */
export type CoreRequest = Pick<
  Control["requests"][number],
  "at" | "method" | "path" | "headers" | "body" | "status" | "responseBody"
>;

/** Names the session and the tokens that the core minted in these responses. */
export function nameMinted(
  requests: readonly Pick<CoreRequest, "responseBody">[],
  names: Names,
): void {
  const accessTokens: string[] = [];
  const refreshTokens: string[] = [];
  for (const { responseBody } of requests) {
    const minted = responseBody as {
      session?: { handle?: string };
      accessToken?: { token: string };
      refreshToken?: { token: string };
    };
    if (minted?.session?.handle) names.add(minted.session.handle, "session handle");
    if (minted?.accessToken) accessTokens.push(minted.accessToken.token);
    if (minted?.refreshToken) refreshTokens.push(minted.refreshToken.token);
  }
  names.addMinted(accessTokens, refreshTokens);
}

/** What went over the wire between the web server and the core, normalised. */
export function coreExchanges(requests: readonly CoreRequest[], names: Names): CoreExchange[] {
  return requests.map((entry) => {
    const keys = entry.path.endsWith("/jwks.json");
    const headers: Record<string, string> = {};
    if (entry.headers["api-key"]) headers["api-key"] = "<api key>";
    return {
      request: {
        method: entry.method,
        path: entry.path,
        headers,
        ...(entry.body !== undefined && { body: names.inJson(entry.body) }),
      },
      response: {
        status: entry.status ?? 0,
        ...(!keys && { body: names.inJson(entry.responseBody) }),
      },
    };
  });
}
