/**
 * How long a renewal may take, in ms. When the core does not respond, the server gives up
 * after five seconds; this limit is for a server that does not respond either.
 */
const limit = 10_000;

/**
 * Aborts the renewal that the refresh page waits for.
 * @type {AbortSignal | undefined}
 */
let deadline;

/**
 * A call of the SDK, as a preAPIHook takes and returns it.
 * @typedef {object} Call
 * @property {string} url
 * @property {RequestInit} requestInit
 */

/**
 * The SDK's preAPIHook: aborts a refresh or a sign-out that gets no response. Otherwise a
 * refresh would keep its lock, and every later attempt in any tab would wait for it.
 * @param {Call} call
 * @returns {Promise<Call>}
 */
export async function limitCall({ url, requestInit }) {
  const signal = deadline ?? AbortSignal.timeout(limit);
  return { url, requestInit: { ...requestInit, signal } };
}

/**
 * Settles as `renewal` does, and rejects when that takes too long. It may first wait for
 * other tabs; a call that it makes afterwards gets only the remaining time.
 * @template T
 * @param {Promise<T>} renewal
 * @returns {Promise<T>}
 */
export async function withinLimit(renewal) {
  const signal = AbortSignal.timeout(limit);
  deadline = signal;
  /** @type {Promise<never>} */
  const late = new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });
  const end = () => {
    if (deadline === signal) deadline = undefined;
  };
  renewal.then(end, end);
  return Promise.race([renewal, late]);
}
