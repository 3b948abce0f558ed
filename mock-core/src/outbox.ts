import type { Message } from "./state.ts";

/** Picks messages. */
export type MessageMatch = {
  /** E-mail address or phone number. Default: anybody. */
  to?: string | undefined;
  kind?: Message["kind"] | undefined;
  /** How long to wait for it (ms). Default 1000. */
  timeoutMs?: number | undefined;
};

/** How many messages are kept. */
const limit = 1000;

/** Keeps what SDKs would send by e-mail or SMS. */
export function createOutbox() {
  let messages: Message[] = [];
  const waiting = new Set<(message: Message) => boolean>();
  return {
    add(message: Message) {
      if ([...waiting].some((offer) => offer(message))) return;
      messages.push(message);
      if (messages.length > limit) messages.shift();
    },
    clear() {
      messages = [];
    },
    /** Takes the newest message that fits, and forgets the older ones that do; waits for it, then throws. */
    async take(match: MessageMatch, what: string, isIt: (message: Message) => boolean) {
      const { to, kind, timeoutMs = 1000 } = match;
      const fits = (message: Message) =>
        isIt(message) &&
        (to === undefined || message.to === to.trim().toLowerCase()) &&
        (kind === undefined || message.kind === kind);
      const found = messages.findLast(fits);
      messages = messages.filter((message) => !fits(message));
      if (found) return found;
      return new Promise<Message>((resolve, reject) => {
        const offer = (message: Message) => {
          if (!fits(message)) return false;
          clearTimeout(timer);
          resolve(message);
          return waiting.delete(offer);
        };
        const timer = setTimeout(() => {
          waiting.delete(offer);
          const seen = messages.map((message) => `${message.kind} to ${message.to}`).join(", ");
          reject(
            new Error(
              `no ${what} for ${to ?? "anybody"} within ${timeoutMs} ms; untaken: ${seen || "none"}`,
            ),
          );
        }, timeoutMs);
        waiting.add(offer);
      });
    },
  };
}
