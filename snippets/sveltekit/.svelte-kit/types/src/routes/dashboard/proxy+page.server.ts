// @ts-nocheck
import { sessionOf } from "../../lib/server/verify-session.ts";
import type { PageServerLoad } from "./$types";

export const load = ({ locals }: Parameters<PageServerLoad>[0]) => ({
  userId: sessionOf(locals).getUserId(),
});
