import { sha256 } from "./jwt.ts";
import type { SessionRow } from "./state.ts";

// What a presented token means for the stored row (contract section 3.6).

/** A token's own H(H(token)), and its parent's (null for the first of a session). */
type Lineage = { hash2: string; parentHash2: string | null };

/** R4 to R6 and V3 to V6, before CDI 5.6. */
export function judge(row: SessionRow, token: Lineage): "current" | "child" | "other" {
  if (token.hash2 === row.refreshTokenHash2) return "current";
  return token.parentHash2 === row.refreshTokenHash2 ? "child" : "other";
}

/** From CDI 5.6 on: whether a refresh token is good, or why not (ms). */
export function judgeRotation(row: SessionRow, token: Lineage, now: number, grace: number) {
  if (judge(row, token) !== "other") return "rotate";
  if (row.previousHash2 === null) return "STALE_LINEAGE";
  if (token.hash2 === row.previousHash2)
    return row.rotatedAt !== null && now <= row.rotatedAt + grace ? "grace" : "RECENT_PREV";
  return token.parentHash2 === row.previousHash2 ? "ORPHANED_BRANCH" : "STALE_LINEAGE";
}

export function isLiveBranch(row: SessionRow, { hash2, parentHash2 }: Lineage) {
  const live = [row.refreshTokenHash2, row.previousHash2];
  return live.includes(hash2) || (parentHash2 !== null && live.includes(parentHash2));
}

export async function lineageOf(hash1: string, parentHash1: string | null) {
  const parentHash2 = parentHash1 === null ? null : await sha256(parentHash1);
  return { hash2: await sha256(hash1), parentHash2 };
}
