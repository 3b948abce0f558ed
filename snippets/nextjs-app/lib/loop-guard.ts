/**
 * As many returns to one address within a minute are a loop: the session is renewed, yet
 * the page does not get it.
 */
const limit = 3;
const minute = 60_000;

/**
 * Counts a return to this address; false when it is one too many. Also false where the
 * browser blocks storage: then it blocks cookies too, and no session can hold.
 */
export function mayReturnTo(address: string): boolean {
  try {
    const key = `refresh-session ${address}`;
    const times: number[] = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    const recent = times.filter((time) => Date.now() - time < minute);
    const allowed = recent.length < limit;
    sessionStorage.setItem(key, JSON.stringify(allowed ? [...recent, Date.now()] : []));
    return allowed;
  } catch {
    return false;
  }
}
