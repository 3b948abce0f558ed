/** What start.ts runs, each with its arguments. */
export const build = ["astro/bin/astro.mjs", "build"] as const;
export const server = ["./server.ts"] as const;
