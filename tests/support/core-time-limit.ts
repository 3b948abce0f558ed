/** How long a snippet waits for the core at most, and a little more for the rest of the request, in ms. */
export const coreTimeLimit = 5_000 + 1_000;
