import type Ssr from "supertokens-auth-react/lib/build/nextjs/ssr";
import untyped from "supertokens-auth-react/nextjs/ssr";
import { appInfo } from "./config";

// The types of this entry point are published under another name: 0.51.3 declares nothing here.
export const ssr: typeof Ssr = untyped;

ssr.init({ appInfo });

/**
 * The user of a session. The core signs other JWTs with the same keys, and this way takes
 * them for sessions too. Only the access token of a session has a session handle, and none
 * of the kinds that OAuth2 names.
 */
export function userOf(
  session: { userId: string; accessTokenPayload: Record<string, unknown> } | undefined,
): string | undefined {
  const { sessionHandle, stt } = session?.accessTokenPayload ?? {};
  return sessionHandle && !stt ? session?.userId : undefined;
}
