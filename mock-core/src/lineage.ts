import { sha256 } from "./jwt.ts";
import type { SessionRow } from "./state.ts";

// What a presented token means for the stored row (Session.java, refreshSessionHelper and getSession).

/** A token's own H(H(token)), and its parent's (null for the first of a session). */
type Lineage = { hash2: string; parentHash2: string | null };

/** Before CDI 5.6, in a refresh and in a verification: "other" is a token of an older or lost branch. */
export function judge(row: SessionRow, token: Lineage): "current" | "child" | "other" {
  if (token.hash2 === row.refreshTokenHash2) return "current";
  return token.parentHash2 === row.refreshTokenHash2 ? "child" : "other";
}

/** From CDI 5.6 on: how to treat a refresh token, or the subtype of its reuse (`now` and `grace` in ms). */
export function judgeRotation(row: SessionRow, token: Lineage, now: number, grace: number) {
  if (judge(row, token) !== "other") return "rotate";
  if (row.previousHash2 === null) return "STALE_LINEAGE";
  if (token.hash2 === row.previousHash2)
    return row.rotatedAt !== null && now <= row.rotatedAt + grace ? "grace" : "RECENT_PREV";
  return token.parentHash2 === row.previousHash2 ? "ORPHANED_BRANCH" : "STALE_LINEAGE";
}

/** Whether a token descends from the current refresh token or the one before it. */
export function isLiveBranch(row: SessionRow, { hash2, parentHash2 }: Lineage) {
  const live = [row.refreshTokenHash2, row.previousHash2];
  return live.includes(hash2) || (parentHash2 !== null && live.includes(parentHash2));
}

export function lineageOf(hash1: string, parentHash1: string | null) {
  const parentHash2 = parentHash1 === null ? null : sha256(parentHash1);
  return { hash2: sha256(hash1), parentHash2 };
}
