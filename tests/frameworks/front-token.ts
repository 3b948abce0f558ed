/** The front token for an access token, which the front-end SDK keeps in the cookie sFrontToken: base64 of the user id, the expiry and the payload. */
export function frontTokenOf(accessToken: string, changes: { ate?: number } = {}): string {
  const up = claimsOf(accessToken);
  const frontToken = { uid: up.sub, ate: Number(up.exp) * 1000, up, ...changes };
  return Buffer.from(JSON.stringify(frontToken)).toString("base64");
}

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
}
