import Session from "supertokens-web-js/recipe/session";
import "./init.ts";

/**
 * Whether the SDK knows of a session here; it renews one that has expired. Whatever keeps it
 * from an answer, blocked cookies or a server that cannot be reached, the refresh page finds
 * out.
 */
export async function hasSession(): Promise<boolean> {
  try {
    return await Session.doesSessionExist();
  } catch {
    return false;
  }
}
