/**
 * How long a renewal may take, in ms. When the core does not respond, the server gives up
 * after five seconds; this limit is for a server that does not respond either.
 */
const limit = 10_000;

/** Aborts the renewal that the refresh page waits for. */
let deadline: AbortSignal | undefined;

/** A call of the SDK, as a preAPIHook takes and returns it. */
interface Call {
  url: string;
  requestInit: RequestInit;
}

/**
 * The SDK's preAPIHook: aborts a refresh or a sign-out that gets no response. Otherwise a
 * refresh would keep its lock, and every later attempt in any tab would wait for it.
 */
export async function limitCall({ url, requestInit }: Call): Promise<Call> {
  const signal = deadline ?? AbortSignal.timeout(limit);
  return { url, requestInit: { ...requestInit, signal } };
}

/**
 * Settles as `renewal` does, and rejects when that takes too long. It may first wait for
 * other tabs; a call that it makes afterwards gets only the remaining time.
 */
export async function withinLimit<T>(renewal: Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(limit);
  deadline = signal;
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });
  const end = () => {
    if (deadline === signal) deadline = undefined;
  };
  renewal.then(end, end);
  return Promise.race([renewal, late]);
}
