/** Where the SuperTokens core listens. Not in config.ts, which browsers load too. */
export const coreUri = process.env.SUPERTOKENS_CORE_URI ?? "http://localhost:3567";
