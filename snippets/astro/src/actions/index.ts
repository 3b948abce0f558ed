import { ActionError, defineAction } from "astro:actions";
import { z } from "astro/zod";
import { nicknames } from "../lib/nicknames.ts";

export const server = {
  save: defineAction({
    accept: "form",
    input: z.object({ nickname: z.string().min(1).max(30) }),
    handler: ({ nickname }, { locals: { session } }) => {
      // A form can post an action to every page of the app, also to one that needs no session.
      if (!session) throw new ActionError({ code: "UNAUTHORIZED" });
      nicknames.set(session.getUserId(), nickname);
    },
  }),
};
