import { ActionError, defineAction } from "astro:actions";
import { z } from "astro/zod";
import { names } from "../lib/names.ts";

export const server = {
  rename: defineAction({
    accept: "form",
    input: z.object({ name: z.string().min(1) }),
    handler: ({ name }, { locals: { session } }) => {
      // A form can post an action to any route of the app, also to one that needs no session.
      if (!session) throw new ActionError({ code: "UNAUTHORIZED" });
      names.set(session.getUserId(), name);
    },
  }),
};
