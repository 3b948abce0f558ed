import Session from "supertokens-web-js/recipe/session";
import "./init.ts";

/**
 * Whether the SDK has a session here; it renews one that has expired. If it cannot tell,
 * because cookies are blocked or the server cannot be reached, the refresh page finds out
 * why.
 */
export async function hasSession(): Promise<boolean> {
  try {
    return await Session.doesSessionExist();
  } catch {
    return false;
  }
}
