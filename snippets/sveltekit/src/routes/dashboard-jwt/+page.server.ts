import { error } from "@sveltejs/kit";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ locals: { userId } }) => {
  // The hook has redirected every other visitor. The page does not rely on that.
  if (userId === undefined) error(500, "This page has no user: does the hook require one?");
  return { userId };
};
