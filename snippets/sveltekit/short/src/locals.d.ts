import type { SessionContainer } from "supertokens-node/recipe/session";

declare global {
  namespace App {
    interface Locals {
      session?: SessionContainer;
    }
  }
}
