import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { AppRouter } from "../trpc.ts";

export const trpc = createTRPCClient<AppRouter>({
  links: [
    httpBatchLink({
      url: "/trpc",
      // The front-end SDK replaces the global fetch in its init. Without this line, the client
      // keeps the fetch that it finds when it is created, and sees the 401 itself.
      fetch: (url, options) => fetch(url, options),
    }),
  ],
});
