/**
 * For `options` of a route. Without it, one cookie that Hapi cannot parse, whichever script
 * set it, makes the response a 400.
 */
export const state = { failAction: "ignore" } as const;
