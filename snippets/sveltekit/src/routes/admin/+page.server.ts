import { error } from "@sveltejs/kit";
import { RolesClaim } from "../../lib/server/claims.ts";
import { sessionOf } from "../../lib/server/verify-session.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals }) => {
  const session = sessionOf(locals);
  // The hook has responded 403 to every other visitor. The page does not rely on that.
  const roles = await session.getClaimValue(RolesClaim);
  if (!roles?.includes("admin")) error(403, "Your account cannot open this page");
  return { userId: session.getUserId() };
};
