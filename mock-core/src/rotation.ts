import type { SessionRow } from "./state.ts";

// The state machine of refresh tokens (contract section 3.6), free of everything else: what a presented token
// means for the stored row. Hashes are hash2 = H(H(token)), times are in ms.

/** What a token is by its lineage: its own hash2, and its parent's (null for the first of a session). */
export type Lineage = { hash2: string; parentHash2: string | null };

/** R3 to R6 and V3 to V6: what a token is to the stored session, before CDI 5.6. */
export function judge(row: SessionRow, token: Lineage): "current" | "child" | "other" {
  if (token.hash2 === row.refreshTokenHash2) return "current";
  return token.parentHash2 === row.refreshTokenHash2 ? "child" : "other";
}

/** What a refresh token is to the stored session from CDI 5.6 on: good, or why it counts as reused. */
export function judgeRotation(
  row: SessionRow,
  token: Lineage,
  now: number,
  grace: number,
): "rotate" | "grace" | "RECENT_PREV" | "ORPHANED_BRANCH" | "STALE_LINEAGE" {
  if (judge(row, token) !== "other") return "rotate";
  if (row.previousHash2 === null) return "STALE_LINEAGE";
  if (token.hash2 === row.previousHash2)
    return row.rotatedAt !== null && now <= row.rotatedAt + grace ? "grace" : "RECENT_PREV";
  return token.parentHash2 === row.previousHash2 ? "ORPHANED_BRANCH" : "STALE_LINEAGE";
}

/** Whether an access token's branch is still alive from CDI 5.6 on: it or its parent is current or previous. */
export function isLiveBranch(row: SessionRow, { hash2, parentHash2 }: Lineage): boolean {
  const live = [row.refreshTokenHash2, row.previousHash2];
  return live.includes(hash2) || (parentHash2 !== null && live.includes(parentHash2));
}

/** Makes `hash2` the current refresh token of a session. */
export function rotateTo(
  row: SessionRow,
  hash2: string,
  retired: string,
  now: number,
  refreshValidity: number,
): void {
  row.previousHash2 = retired;
  row.rotatedAt = now;
  row.refreshTokenHash2 = hash2;
  row.expiry = now + refreshValidity;
}
