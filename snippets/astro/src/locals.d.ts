declare namespace App {
  interface Locals {
    /** What the SDK reads and writes to, for every request. */
    sdk: import("./lib/sdk.ts").Sdk;
    /** Set by the middleware for a page that needs a session, or that may have one. */
    session?: import("supertokens-node/recipe/session").SessionContainer;
    /** Set by the middleware for a page that verifies the token alone. */
    userId?: string;
  }
}
