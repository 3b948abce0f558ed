/**
 * The access token in a Cookie header. Undefined if there is none, or if there are two:
 * nothing tells which one is the visitor's.
 */
export function accessTokenOf(header: string | null): string | undefined {
  const values = (header ?? "")
    .split(";")
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie.startsWith("sAccessToken="));
  return values.length === 1 ? values[0]?.slice("sAccessToken=".length) : undefined;
}

/** The user of a session that `ssr` has found among these cookies; undefined without one. */
export function userOf(
  session: object | undefined,
  cookies: { get(name: string): { value: string } },
): string | undefined {
  return session && userOfVerified(cookies.get("sAccessToken").value);
}

/**
 * The user of a token whose signature has been verified; undefined where it is not the access
 * token of a session. The core signs other JWTs with the same keys. Only an access token has a
 * version in its header and a session handle. An OAuth2 token has a kind in `stt`, which is
 * missing or 0 in a session's access token.
 */
function userOfVerified(token: string): string | undefined {
  const [header, payload] = token.split(".").map(asJson);
  const isAccessToken =
    typeof header?.version === "string" &&
    typeof payload?.sessionHandle === "string" &&
    typeof payload.exp === "number" &&
    !payload.stt;
  return isAccessToken && typeof payload.sub === "string" ? payload.sub : undefined;
}

/** A part of a JWT; undefined for the signature, which is no JSON. */
function asJson(part: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString());
  } catch {
    return undefined;
  }
}
