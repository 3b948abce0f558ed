import { fail } from "@sveltejs/kit";
import { sessionOf } from "../../lib/server/verify-session.ts";
import type { Actions, PageServerLoad } from "./$types";

const names = new Map<string, string>();

export const load: PageServerLoad = ({ locals }) => {
  const userId = sessionOf(locals).getUserId();
  return { userId, name: names.get(userId) };
};

export const actions: Actions = {
  /** The hook has verified the session, and that the request comes from a page of this app. */
  rename: async ({ locals, request }) => {
    const name = (await request.formData()).get("name");
    if (typeof name !== "string" || !name) return fail(400, { message: "A name is missing" });
    names.set(sessionOf(locals).getUserId(), name);
  },
};
