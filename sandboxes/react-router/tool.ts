/** What start.ts runs, each with its arguments. */
export const build = ["@react-router/dev/bin.cjs", "build"] as const;
export const server = ["./server.ts"] as const;
