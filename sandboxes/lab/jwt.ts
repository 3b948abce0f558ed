/** What an access token says; unverified, unless `signatureOf` says otherwise. */
export interface AccessTokenClaims {
  userId: string;
  sessionHandle: string;
  /** ms since the epoch */
  expiresAt: number;
}

/** No token of an SDK is nested that deeply; a deeper one would overflow the stack when it is serialised. */
const depthLimit = 50;

/** The claims of a JWT, unverified; undefined for anything else. */
export function decodePayload(token: string): Record<string, unknown> | undefined {
  const [header = "", payload = "", signature, ...rest] = token.split(".");
  if (!header.startsWith("ey") || signature === undefined || rest.length > 0) return undefined;
  return decodePart(payload);
}

/** What an access token says, unverified; undefined if a claim is missing or of another type. */
export function readAccessToken(token: string): AccessTokenClaims | undefined {
  const { sub, sessionHandle, exp } = decodePayload(token) ?? {};
  return typeof sub === "string" && typeof sessionHandle === "string" && typeof exp === "number"
    ? { userId: sub, sessionHandle, expiresAt: exp * 1000 }
    : undefined;
}

/** The same JWT with some claims replaced and its signature left as it was. */
export function withClaims(token: string, claims: Record<string, unknown>): string {
  const [header, , signature] = token.split(".");
  const payload = Buffer.from(JSON.stringify({ ...decodePayload(token), ...claims }));
  return `${header}.${payload.toString("base64url")}.${signature}`;
}

/**
 * Verifies a JWT's RS256 signature (RFC 7515 5.2).
 * @param keys a JWK set's (RFC 7517)
 */
export async function signatureOf(
  token: string,
  keys: (JsonWebKey & { kid?: string })[],
): Promise<"valid" | "invalid" | "unknown-key"> {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const { kid } = decodePart(header) ?? {};
  const jwk = keys.find((key) => key.kid === kid);
  if (!jwk) return "unknown-key";
  // Buffer skips characters that are not base64url; a verifier must not.
  if (!/^[\w-]+$/.test(signature)) return "invalid";
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["verify"]);
  const verified = await crypto.subtle.verify(
    algorithm,
    key,
    Buffer.from(signature, "base64url"),
    Buffer.from(`${header}.${payload}`),
  );
  return verified ? "valid" : "invalid";
}

function decodePart(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
    return typeof value === "object" && value !== null && isShallow(value, depthLimit)
      ? { ...value }
      : undefined;
  } catch {
    return undefined;
  }
}

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((member) => isShallow(member, levels - 1));
}
