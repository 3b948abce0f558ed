declare namespace App {
  interface Locals {
    session?: import("supertokens-node/recipe/session").SessionContainer;
  }
}
