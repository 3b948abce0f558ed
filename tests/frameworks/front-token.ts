/** What the front end's SDK keeps beside an access token, in the cookie sFrontToken: base64 of who, until when, and what. */
export function frontTokenOf(accessToken: string, changes: { ate?: number } = {}): string {
  const up = claimsOf(accessToken);
  const frontToken = { uid: up.sub, ate: Number(up.exp) * 1000, up, ...changes };
  return Buffer.from(JSON.stringify(frontToken)).toString("base64");
}

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
}
