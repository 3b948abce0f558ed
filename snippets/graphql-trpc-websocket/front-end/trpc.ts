import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { AppRouter } from "../trpc.ts";

// No `fetch` option: tRPC then calls window.fetch, which the front-end SDK replaces with one
// that refreshes.
export const trpc = createTRPCClient<AppRouter>({
  links: [httpBatchLink({ url: "/trpc" })],
});
