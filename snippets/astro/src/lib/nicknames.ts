/** A placeholder for your own database: the nickname of each user. */
export const nicknames = new Map<string, string>();
