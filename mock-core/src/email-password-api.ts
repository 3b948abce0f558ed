import { atLeast } from "./cdi.ts";
import { appIn, type Context, type Endpoints, inputOf, post, put } from "./endpoint.ts";
import { fail, ok, refuse } from "./http.ts";
import { type Field, optional, since, string } from "./input.ts";
import { oneTimeTokens } from "./one-time-token.ts";
import { checkPassword, hashPassword } from "./password.ts";
import type { Recipe } from "./recipe.ts";
import type { App } from "./state.ts";
import {
  addMethod,
  conflictOf,
  email,
  findMethod,
  methodOf,
  methodsOf,
  setVerified,
  tenantsOf,
  userJson,
  userResponse,
  wholeId,
} from "./users.ts";

// Sign-up, sign-in and passwords (EmailPassword.java and webserver/api/emailpassword).

const newPassword: Field<string> = (input, name) =>
  string(input, name) || refuse(400, "Password cannot be an empty string");

/** From CDI 5.1 on the SDK refuses a login method that a tenant does not have. */
function refuseDisabled({ app, tenantId, cdi }: Context & { app: App }) {
  const { emailPasswordEnabled, firstFactors } = app.tenants.get(tenantId) ?? {};
  const enabled = emailPasswordEnabled && (firstFactors?.includes("emailpassword") ?? true);
  if (!enabled && !atLeast(cdi, "5.1"))
    refuse(403, "Email password login not enabled for tenant");
}

const tokens = oneTimeTokens("passwordResetTokens", "password_reset_token_lifetime");

const byEmail = (app: App, tenantId: string, address: string) =>
  findMethod(
    app,
    tenantId,
    (method) => method.recipeId === "emailpassword" && method.email === address,
  );

/** Ends the call for an id that no user with a password has. */
function passwordUser(app: App, userId: string) {
  const method = methodOf(app, userId);
  if (method?.recipeId === "emailpassword")
    return { ...method, method, email: method.email ?? "" };
  return fail("UNKNOWN_USER_ID_ERROR");
}

/** Gives the new user, or undefined when the e-mail address belongs to a user. */
export async function signUp(
  app: App,
  tenantId: string,
  user: { email: string; password: string },
  id?: string,
) {
  const passwordHash = await hashPassword(user.password);
  const mail = email({ ...user }, "email");
  if (byEmail(app, tenantId, mail)) return undefined;
  const content = { recipeId: "emailpassword", email: mail, passwordHash } as const;
  const added = addMethod(app, tenantId, content, id);
  // E-mail addresses that the SDK makes up count as verified (Utils.java isFakeEmail).
  if (/@stfakeemail\.supertokens\.com$|\.fakeemail\.com$/.test(mail))
    setVerified(app, { userId: added.id, email: mail }, true);
  return added;
}

function getUser(context: Context) {
  const shape = { userId: optional(string), email: optional(email) };
  const { userId, email: mail } = inputOf(context, shape);
  const isEither = (userId === undefined) !== (mail === undefined);
  const wanted = userId === undefined ? "one" : "only one";
  if (!isEither) refuse(400, `Please provide ${wanted} of userId or email`);
  const app = appIn(mail === undefined ? "app" : "tenant", context);
  const byMail = mail !== undefined && byEmail(app, context.tenantId, mail);
  const user = userId === undefined ? byMail : passwordUser(app, userId).method;
  return ok({ user: userJson(app, user || fail("UNKNOWN_EMAIL_ERROR"), context.cdi) });
}

const putUser = put(
  "public",
  {
    userId: (input, _, cdi = "") =>
      string(input, atLeast(cdi, "4.0") ? "recipeUserId" : "userId"),
    email: optional(email),
    password: optional(newPassword),
  },
  async ({ userId, email: mail, password }, { app }) => {
    if (mail === undefined && password === undefined)
      refuse(400, "You have to provide either email or password.");
    const passwordHash = password && (await hashPassword(password));
    const user = passwordUser(app, userId);
    const { method } = user;
    const wanted = mail ?? user.email;
    if (wanted !== user.email && method.primaryUserId !== null) {
      const tenantIds = tenantsOf(methodsOf(app, method.id));
      if (conflictOf(app, { email: wanted }, tenantIds, wholeId(method)))
        fail("EMAIL_CHANGE_NOT_ALLOWED_ERROR", {
          reason: "New email is associated with another primary user ID",
        });
    }
    const holders = user.tenantIds.map((tenantId) => byEmail(app, tenantId, wanted));
    if (holders.some((holder) => (holder ?? method) !== method))
      fail("EMAIL_ALREADY_EXISTS_ERROR");
    method.email = wanted;
    if (passwordHash) method.passwordHash = passwordHash;
    return ok();
  },
);

function consumeResetToken(app: App, tenantId: string, token: string) {
  const used = tokens.consume(app, tenantId, token);
  if (!used) return fail("RESET_PASSWORD_INVALID_TOKEN_ERROR");
  const { userId, email } = used;
  tokens.remove(app, { userId });
  return { userId, email };
}

const endpoints: Endpoints = {
  "/recipe/signup": post("tenant", { email, password: newPassword }, async (input, context) => {
    refuseDisabled(context);
    const { app, tenantId, cdi } = context;
    const user = await signUp(app, tenantId, input);
    return userResponse(app, user ?? fail("EMAIL_ALREADY_EXISTS_ERROR"), cdi);
  }),
  "/recipe/signin": post("tenant", { email, password: string }, async (input, context) => {
    refuseDisabled(context);
    const { app, tenantId, cdi } = context;
    const user = byEmail(app, tenantId, input.email);
    const isRight = user && (await checkPassword(input.password, user.passwordHash ?? ""));
    return isRight ? userResponse(app, user, cdi) : fail("WRONG_CREDENTIALS_ERROR");
  }),
  "/recipe/user": { GET: getUser, ...putUser },
  "/recipe/user/password/reset/token": post(
    "tenant",
    { userId: string, email: since("4.0", email, optional(email)) },
    ({ userId, email: given }, { app, tenantId }) => {
      const user = methodsOf(app, userId);
      const first = user[0] ?? fail("UNKNOWN_USER_ID_ERROR");
      const to = given ?? first.email ?? "";
      const token = tokens.issue(app, { tenantId, userId, email: to });
      const link = `/reset-password?token=${token}&tenantId=${tenantId}`;
      app.core.send({ kind: "password-reset", to, tenantId, link });
      return ok({ token });
    },
  ),
  "/recipe/user/password/reset/token/consume": post(
    "tenant",
    { token: string },
    ({ token }, { app, tenantId }) => ok(consumeResetToken(app, tenantId, token)),
  ),
  // How SDKs of CDI 3.1 set a password with a token, in one call.
  "/recipe/user/password/reset": post(
    "tenant",
    { method: string, token: string, newPassword },
    async ({ method, token, newPassword: password }, { app, tenantId }) => {
      if (method !== "token") refuse(400, "Unsupported method for password reset");
      const passwordHash = await hashPassword(password);
      const { userId } = consumeResetToken(app, tenantId, token);
      const user = methodOf(app, userId) ?? fail("RESET_PASSWORD_INVALID_TOKEN_ERROR");
      user.passwordHash = passwordHash;
      return ok({ userId });
    },
  ),
};

export const emailPassword: Recipe = {
  endpoints,
  tables: [tokens.table] as Recipe["tables"],
  forget: (app, userId, tenantId) =>
    tokens.remove(app, tenantId === undefined ? { userId } : { userId, tenantId }),
};
