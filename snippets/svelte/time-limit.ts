/**
 * How long a renewal may take, in ms. When the core does not respond, the server gives up
 * after five seconds; this limit is for a server that does not respond either.
 */
const limit = 10_000;

/** A call of the SDK: what a preAPIHook takes and gives. */
interface Call {
  url: string;
  requestInit: RequestInit;
}

/**
 * The SDK's preAPIHook: aborts a refresh or a sign-out that gets no response. Left alone, a
 * refresh would keep its lock, and every later attempt, in any tab, would wait for it.
 */
export async function limitCall({ url, requestInit }: Call): Promise<Call> {
  return { url, requestInit: { ...requestInit, signal: AbortSignal.timeout(limit) } };
}

/**
 * Settles as `renewal` does, and rejects when that takes too long: it may be waiting for
 * other tabs, each of which waits for the server.
 */
export function withinLimit<T>(renewal: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    renewal.then(resolve, reject);
    setTimeout(() => reject(new Error("The server does not respond")), limit);
  });
}
