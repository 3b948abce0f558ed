/** A placeholder for your own database: what each user is called. */
export const names = new Map<string, string>();
