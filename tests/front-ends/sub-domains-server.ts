/** Starts one of the two servers of snippets/sub-domains on the port in PORT, with the pages that the website needs. */
import { createRequire } from "node:module";
import express from "express";

/** A validator that another recipe adds, as EmailVerification does: its claim must be in the session and must say "good". */
const addValidatorOfAnotherRecipe = async () => {
  // It has no import for it: the recipes of the SDK call this method among themselves.
  const {
    default: SessionRecipe,
  }: typeof import("supertokens-node/lib/build/recipe/session/recipe.js") = createRequire(
    import.meta.url,
  )("supertokens-node/lib/build/recipe/session/recipe.js");
  const { PrimitiveClaim } = await import("supertokens-node/recipe/session/claims");
  const claim = new PrimitiveClaim<string>({ key: "standing", fetchValue: () => "good" });
  const validator = claim.validators.hasValue("good");
  SessionRecipe.getInstanceOrThrowError().addClaimValidatorFromOtherRecipe(validator);
};

const server = express();
server.disable("x-powered-by");
if (process.argv[2] === "api") {
  server.use((await import("../../snippets/sub-domains/api.ts")).api);
} else {
  const page =
    '<!doctype html><title>Page</title><main>Ready</main><script type="module" src="/app.js"></script>';
  server.get(["/", "/refresh-session"], (_req, res) => void res.type("html").send(page));
  server.use((await import("../../snippets/sub-domains/web.ts")).web);
  if (process.env.OTHER_RECIPE) await addValidatorOfAnotherRecipe();
}
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("Listening on it"));
