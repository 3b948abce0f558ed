import { error } from "@sveltejs/kit";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ locals: { userId } }) => {
  // The hook has sent everybody else away. The page does not rely on it.
  if (userId === undefined) error(500, "This page has no user: does the hook require one?");
  return { userId };
};
