/** An error with a message for the visitor. The middleware hides the message of every other one. */
export class Refusal extends Error {}

/** The message of a 403. The error page knows an error only by its message. */
export const notAllowed = "Your account cannot open this page";
