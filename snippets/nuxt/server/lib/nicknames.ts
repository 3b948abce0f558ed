/** A placeholder for your own database: each user's nickname. */
export const nicknames = new Map<string, string>();
