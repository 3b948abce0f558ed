/**
 * A policy for one page. Next.js writes what a page needs into inline scripts; only those with
 * this response's nonce run, and no other.
 */
export function contentSecurityPolicy(): string {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  return `default-src 'self'; script-src 'self' 'nonce-${nonce}'`;
}
