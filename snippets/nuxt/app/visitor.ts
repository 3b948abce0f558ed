import { createError, useState } from "nuxt/app";
import type { Visitor } from "../server/lib/visitor.ts";

/** Who the page is for; undefined for a guest. app/middleware/session.global.ts sets it. */
export const useOptionalVisitor = () => useState<Visitor | undefined>("visitor");

/** For a page that needs a session: the visitor that the server has verified. */
export function useVisitor(): Visitor {
  const visitor = useOptionalVisitor().value;
  // Only where the middleware lets a visitor without a session through.
  if (!visitor) throw createError({ status: 500, statusText: "This page has no session" });
  return visitor;
}
