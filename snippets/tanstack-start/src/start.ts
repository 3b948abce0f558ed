import { createCsrfMiddleware, createStart } from "@tanstack/react-start";
import { origin } from "./lib/config.ts";
import { supertokens, verify } from "./lib/middleware.ts";

// A start.ts turns off Start's own check of server functions, unless it is named here. It covers
// a GET too, which is what a server function is called by unless it says otherwise.
const csrf = createCsrfMiddleware({
  filter: ({ handlerType }) => handlerType === "serverFn",
  origin,
});

export const startInstance = createStart(() => ({
  requestMiddleware: [supertokens, csrf],
  functionMiddleware: [verify],
}));
