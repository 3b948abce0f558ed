/**
 * Option of the tests in `describe.concurrent`: they run one after the other, while the groups next to theirs run at the
 * same time. A single group inside runs after the tests before it.
 */
export const inOrder = { concurrent: false } as const;
