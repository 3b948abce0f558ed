/**
 * Up to how many characters of front token the access token surely fits into a cookie of
 * 4,096 bytes. Both hold the same payload; the access token has a signature as well.
 */
const limit = 3_690;

/** The length of the front token that the last renewal brought. */
let length = 0;

/** What a postAPIHook of the SDK takes. */
interface Answer {
  fetchResponse: Response;
}

/** The SDK's postAPIHook: sees what a renewal brings, whether or not the browser keeps it. */
export async function measure({ fetchResponse }: Answer): Promise<void> {
  length = fetchResponse.headers.get("front-token")?.length ?? 0;
}

/** Whether the renewed session may be too large for a cookie: the browser then drops it. */
export function isTooLarge(): boolean {
  return length > limit;
}

/** Whether the SDK knows of a session, be it one that has expired. */
export function knowsSession(): boolean {
  return /(?:^|; )sFrontToken=/.test(document.cookie);
}

/**
 * To be called before a renewal. After a sign-out the SDK takes everybody for signed out
 * until a script sees a sign-in, and calls no server. A form that the browser posts, or an
 * identity provider's redirect, signs in without that. Without this cookie the SDK asks.
 */
export function startRenewal(): void {
  length = 0;
  if (knowsSession()) return;
  // With sessionTokenFrontendDomain in init.ts, "; domain=" and its value belong here too.
  document.cookie = "st-last-access-token-update=; path=/; max-age=0";
}
