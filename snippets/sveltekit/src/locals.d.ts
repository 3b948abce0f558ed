import type { SessionContainer } from "supertokens-node/recipe/session";
import type { Sdk } from "./lib/server/sdk.ts";

declare global {
  namespace App {
    interface Locals {
      /** What the SDK reads and writes to, for every request. */
      sdk: Sdk;
      /** Set by the hook for a page that needs a session, or that may have one. */
      session?: SessionContainer;
      /** Set by the hook for a page that verifies the token alone. */
      userId?: string;
    }
  }
}
