import { atLeast } from "./cdi.ts";
import { appIn, type Context, type Endpoints, inputOf, on } from "./endpoint.ts";
import { type Answer, fail, ok, refuse } from "./http.ts";
import { type Field, optional, since, string } from "./input.ts";
import { consumeToken, issueToken, removeTokens } from "./one-time-token.ts";
import { checkPassword, hashPassword } from "./password.ts";
import { type App, configFor, type User } from "./state.ts";
import {
  normalisedEmail,
  setVerified,
  userAnswer,
  userByEmail,
  userJson,
  userOf,
} from "./users.ts";

// Sign-up, sign-in and passwords (contract section 6.1).

const newPassword: Field<string> = (input, name) =>
  string(input, name) || refuse(400, "Password cannot be an empty string");

/** Before CDI 5.1 the core itself refuses a login method that a tenant does not have; later the SDK does. */
function refuseDisabled({ app, tenantId, cdi }: Context & { app: App }): void {
  const { emailPasswordEnabled, firstFactors } = app.tenants.get(tenantId) ?? {};
  const enabled = emailPasswordEnabled && (firstFactors?.includes("emailpassword") ?? true);
  if (!enabled && !atLeast(cdi, "5.1"))
    refuse(403, "Email password login not enabled for tenant");
}

/** Adds a user who signs in with a password; undefined when a user of the tenant has that address. */
export async function signUp(
  app: App,
  tenantId: string,
  user: { id?: string; email: string; password: string },
): Promise<User | undefined> {
  const email = normalisedEmail(user.email);
  const passwordHash = await hashPassword(user.password);
  if (userByEmail(app, tenantId, email) !== undefined) return undefined;
  const id = user.id ?? crypto.randomUUID();
  const timeJoined = app.core.clock.now();
  const added: User = { id, email, passwordHash, timeJoined, tenantIds: [tenantId] };
  app.users.set(id, added);
  // Addresses that the SDK makes up for logins without one count as verified (Utils.java isFakeEmail).
  if (/@stfakeemail\.supertokens\.com$|\.fakeemail\.com$/.test(email))
    setVerified(app, id, email, true);
  return added;
}

function getUser(context: Context): Answer {
  const shape = { userId: optional(string), email: optional(string) };
  const { userId, email } = inputOf(context, shape);
  if (userId !== undefined && email !== undefined)
    refuse(400, "Please provide only one of userId or email");
  if (userId === undefined && email === undefined)
    refuse(400, "Please provide one of userId or email");
  const { tenantId, cdi } = context;
  const app = appIn(userId === undefined ? "tenant" : "app", context);
  const user =
    userId === undefined
      ? (userByEmail(app, tenantId, normalisedEmail(email ?? "")) ??
        fail("UNKNOWN_EMAIL_ERROR"))
      : userOf(app, userId);
  return ok({ user: userJson(app, user, cdi) });
}

const putUser = on(
  "public tenant",
  {
    userId: (input, _, cdi = "") =>
      string(input, atLeast(cdi, "4.0") ? "recipeUserId" : "userId"),
    email: optional(string),
    password: optional(newPassword),
  },
  async ({ userId, email, password }, { app }) => {
    if (email === undefined && password === undefined)
      refuse(400, "You have to provide either email or password.");
    const passwordHash = password && (await hashPassword(password));
    const user = userOf(app, userId);
    if (email !== undefined) {
      const wanted = normalisedEmail(email);
      const holders = user.tenantIds.map((tenantId) => userByEmail(app, tenantId, wanted));
      if (holders.some((holder) => holder !== undefined && holder !== user))
        fail("EMAIL_ALREADY_EXISTS_ERROR");
      user.email = wanted;
    }
    user.passwordHash = passwordHash ?? user.passwordHash;
    return ok();
  },
);

/** Uses a token up, and with it all others of its user. */
async function consumeResetToken(app: App, tenantId: string, token: string) {
  const used =
    (await consumeToken(app.resetTokens, token, tenantId, app.core.clock.now())) ??
    fail("RESET_PASSWORD_INVALID_TOKEN_ERROR");
  removeTokens(app.resetTokens, (other) => other.userId === used.userId);
  return used;
}

export const emailPasswordEndpoints: Endpoints = {
  "/recipe/signup": {
    POST: on("tenant", { email: string, password: newPassword }, async (input, context) => {
      refuseDisabled(context);
      const { app, tenantId, cdi } = context;
      const user = await signUp(app, tenantId, input);
      return userAnswer(app, user ?? fail("EMAIL_ALREADY_EXISTS_ERROR"), cdi);
    }),
  },
  "/recipe/signin": {
    POST: on("tenant", { email: string, password: string }, async (input, context) => {
      refuseDisabled(context);
      const { app, tenantId, cdi } = context;
      const user = userByEmail(app, tenantId, normalisedEmail(input.email));
      if (user === undefined || !(await checkPassword(input.password, user.passwordHash)))
        return fail("WRONG_CREDENTIALS_ERROR");
      return userAnswer(app, user, cdi);
    }),
  },
  "/recipe/user": { GET: getUser, PUT: putUser },
  "/recipe/user/password/reset/token": {
    POST: on(
      "tenant",
      { userId: string, email: since("4.0", string, optional(string)) },
      async ({ userId, email }, { app, core, tenantId }) => {
        const user = userOf(app, userId);
        const lifetime = configFor(app, tenantId).password_reset_token_lifetime;
        const token = await issueToken(app.resetTokens, {
          tenantId,
          userId,
          email: normalisedEmail(email ?? user.email),
          expiry: core.clock.now() + lifetime,
        });
        return ok({ token });
      },
    ),
  },
  "/recipe/user/password/reset/token/consume": {
    POST: on("tenant", { token: string }, async ({ token }, { app, tenantId }) => {
      const { userId, email } = await consumeResetToken(app, tenantId, token);
      return ok({ userId, email });
    }),
  },
  // How SDKs of CDI 3.1 set a password with a token, in one call.
  "/recipe/user/password/reset": {
    POST: on(
      "tenant",
      { method: string, token: string, newPassword },
      async (input, { app, tenantId }) => {
        if (input.method !== "token") refuse(400, "Unsupported method for password reset");
        const passwordHash = await hashPassword(input.newPassword);
        const { userId } = await consumeResetToken(app, tenantId, input.token);
        const user = app.users.get(userId) ?? fail("RESET_PASSWORD_INVALID_TOKEN_ERROR");
        user.passwordHash = passwordHash;
        return ok({ userId });
      },
    ),
  },
};
