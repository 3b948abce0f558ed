/**
 * The longest front token, in characters, whose access token is sure to fit into a
 * cookie of 4,096 bytes. Both hold the same payload; the access token also has a
 * signature.
 */
const limit = 3_690;

/** The length of the front token from the last renewal. */
let length = 0;

/** The argument of the SDK's postAPIHook. */
interface ApiResponse {
  fetchResponse: Response;
}

/**
 * The SDK's postAPIHook: measures the front token of a renewal, whether or not the browser
 * keeps the session.
 */
export async function measure({ fetchResponse }: ApiResponse): Promise<void> {
  length = fetchResponse.headers.get("front-token")?.length ?? 0;
}

/** Whether the renewed session may be too large for a cookie: the browser then drops it. */
export function isTooLarge(): boolean {
  return length > limit;
}

/** Whether the SDK has a session, expired or not. */
export function knowsSession(): boolean {
  return /(?:^|; )sFrontToken=/.test(document.cookie);
}

/**
 * Call it before a renewal. After a sign-out, the SDK treats every visitor as signed out
 * until a script signs in, and calls no server. A form that the browser posts, or an
 * identity provider's redirect, signs in without a script. Deleting this cookie makes the
 * SDK call the server.
 */
export function startRenewal(): void {
  length = 0;
  if (knowsSession()) return;
  // With sessionTokenFrontendDomain in init.ts, "; domain=" and its value belong here too.
  document.cookie = "st-last-access-token-update=; path=/; max-age=0";
}
