import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { AppRouter } from "../trpc.ts";

// No `fetch` of its own: tRPC calls the one of the window, in whose place the front-end SDK puts
// one that refreshes.
export const trpc = createTRPCClient<AppRouter>({
  links: [httpBatchLink({ url: "/trpc" })],
});
