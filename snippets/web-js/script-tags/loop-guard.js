/**
 * This many returns to one URL within a minute are a loop: the session is renewed, but
 * the page does not receive it.
 */
const limit = 3;
const minute = 60_000;

/**
 * Counts a return to this URL; false when it is one too many. Also false where the
 * browser blocks storage: it then blocks cookies as well and keeps no session.
 * @param {string} url
 * @returns {boolean}
 */
export function mayReturnTo(url) {
  try {
    const key = `refresh-session ${url}`;
    /** @type {number[]} */
    const times = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    const recent = times.filter((time) => Date.now() - time < minute);
    const allowed = recent.length < limit;
    sessionStorage.setItem(key, JSON.stringify(allowed ? [...recent, Date.now()] : []));
    return allowed;
  } catch {
    return false;
  }
}
