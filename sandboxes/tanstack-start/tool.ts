/** What start.ts runs, each with its arguments. */
export const build = ["vite/bin/vite.js", "build"] as const;
export const server = ["./server.ts"] as const;
