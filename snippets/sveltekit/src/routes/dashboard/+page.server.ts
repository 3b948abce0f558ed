import { sessionOf } from "../../lib/server/verify-session.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ locals }) => ({
  userId: sessionOf(locals).getUserId(),
});
