import { convertToRecipeUserId } from "supertokens-node";
import { apiRoute } from "../../lib/api-route";
import { createNewSession } from "../../lib/init";
import { safeRedirectBack } from "../../lib/redirect-back";
import { setRoles } from "../../lib/users";

/** A placeholder for your own sign-in: it accepts every name. proxy.ts runs before it. */
export default apiRoute(async (req, res) => {
  if (req.method !== "POST") return res.status(405).end();
  const { user, role } = req.body ?? {};
  if (typeof user !== "string" || !user) return res.status(400).send("Who are you?");
  setRoles(user, typeof role === "string" && role ? [role] : []);

  await createNewSession(req, res, "public", convertToRecipeUserId(user));

  const redirectBack = safeRedirectBack(req.query.redirectBack);
  // The front end requests JSON: its SDK needs the headers of the response, and fetch hides
  // those of a redirect.
  if (req.headers.accept?.includes("application/json")) res.json({ redirectBack });
  else res.redirect(303, redirectBack);
});
