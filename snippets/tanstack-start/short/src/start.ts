import { createCsrfMiddleware, createStart } from "@tanstack/react-start";
import { requireSession } from "./lib/require-session.ts";

export const startInstance = createStart(() => ({
  // A start.ts turns off Start's own check of server functions, unless it is named here.
  requestMiddleware: [createCsrfMiddleware({ filter: (c) => c.handlerType === "serverFn" })],
  functionMiddleware: [requireSession],
}));
