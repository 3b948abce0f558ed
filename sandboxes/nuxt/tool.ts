/** What start.ts runs, each with its arguments. */
export const build = ["nuxt/bin/nuxt.mjs", "build", "--preset=node-listener"] as const;
export const server = ["./server.ts"] as const;
