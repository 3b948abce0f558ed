/**
 * How long a renewal may take, in ms. When the core does not respond, the server gives up
 * after five seconds; this limit is for a server that does not respond either.
 */
const limit = 10_000;

/**
 * A call of the SDK: what a preAPIHook takes and gives.
 * @typedef {object} Call
 * @property {string} url
 * @property {RequestInit} requestInit
 */

/**
 * The SDK's preAPIHook: aborts a refresh or a sign-out that gets no response. Left alone, a
 * refresh would keep its lock, and every later attempt, in any tab, would wait for it.
 * @param {Call} call
 * @returns {Promise<Call>}
 */
export async function limitCall({ url, requestInit }) {
  return { url, requestInit: { ...requestInit, signal: AbortSignal.timeout(limit) } };
}

/**
 * Settles as `renewal` does, and rejects when that takes too long: it may be waiting for
 * other tabs, each of which waits for the server.
 * @template T
 * @param {Promise<T>} renewal
 * @returns {Promise<T>}
 */
export function withinLimit(renewal) {
  return new Promise((resolve, reject) => {
    renewal.then(resolve, reject);
    setTimeout(() => reject(new Error("The server does not respond")), limit);
  });
}
