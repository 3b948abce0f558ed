import { atLeast } from "./cdi.ts";
import { appIn, type Context, type Endpoints, inputOf, post, put } from "./endpoint.ts";
import { fail, ok, refuse } from "./http.ts";
import { type Field, optional, since, string } from "./input.ts";
import { base64, fromBase64, utf8 } from "./jwt.ts";
import { consumeToken, issueToken, removeTokens } from "./one-time-token.ts";
import type { App } from "./state.ts";
import { email, setVerified, userByEmail, userJson, userOf, userResponse } from "./user-api.ts";

// Sign-up, sign-in and passwords (EmailPassword.java and webserver/api/emailpassword).

// PBKDF2 (RFC 8018) with the most rounds that Workers allow; real users, who need more, are not kept here.
const iterations = 100_000;

async function hashPassword(
  password: string,
  salt: Uint8Array<ArrayBuffer> = crypto.getRandomValues(new Uint8Array(16)),
) {
  const text = utf8(password);
  const key = await crypto.subtle.importKey("raw", text, "PBKDF2", false, ["deriveBits"]);
  const algorithm = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  const bits = await crypto.subtle.deriveBits(algorithm, key, 256);
  return `pbkdf2-sha256$${iterations}$${base64(salt)}$${base64(new Uint8Array(bits))}`;
}

async function checkPassword(password: string, hash: string) {
  const salt = fromBase64(hash.split("$")[2] ?? "");
  return (await hashPassword(password, salt)) === hash;
}

const newPassword: Field<string> = (input, name) =>
  string(input, name) || refuse(400, "Password cannot be an empty string");

/** From CDI 5.1 on the SDK refuses a login method that a tenant does not have. */
function refuseDisabled({ app, tenantId, cdi }: Context & { app: App }) {
  const { emailPasswordEnabled, firstFactors } = app.tenants.get(tenantId) ?? {};
  const enabled = emailPasswordEnabled && (firstFactors?.includes("emailpassword") ?? true);
  if (!enabled && !atLeast(cdi, "5.1"))
    refuse(403, "Email password login not enabled for tenant");
}

/** Gives the new user, or undefined when the e-mail address or the id belongs to a user. */
export async function signUp(
  app: App,
  tenantId: string,
  user: { id?: string; email: string; password: string },
) {
  const passwordHash = await hashPassword(user.password);
  const mail = email({ ...user }, "email");
  const id = user.id ?? crypto.randomUUID();
  if (userByEmail(app, tenantId, mail) || app.users.has(id)) return undefined;
  const timeJoined = app.core.clock.now();
  const added = { id, email: mail, passwordHash, timeJoined, tenantIds: [tenantId] };
  app.users.set(id, added);
  // E-mail addresses that the SDK makes up count as verified (Utils.java isFakeEmail).
  if (/@stfakeemail\.supertokens\.com$|\.fakeemail\.com$/.test(mail))
    setVerified(app, { userId: id, email: mail }, true);
  return added;
}

function getUser(context: Context) {
  const shape = { userId: optional(string), email: optional(email) };
  const { userId, email: mail } = inputOf(context, shape);
  const isEither = (userId === undefined) !== (mail === undefined);
  const wanted = userId === undefined ? "one" : "only one";
  if (!isEither) refuse(400, `Please provide ${wanted} of userId or email`);
  const app = appIn(mail === undefined ? "app" : "tenant", context);
  const byMail = mail !== undefined && userByEmail(app, context.tenantId, mail);
  const user = userId === undefined ? byMail : userOf(app, userId);
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
    const user = userOf(app, userId);
    const wanted = mail ?? user.email;
    const holders = user.tenantIds.map((tenantId) => userByEmail(app, tenantId, wanted));
    if (holders.some((holder) => (holder ?? user) !== user)) fail("EMAIL_ALREADY_EXISTS_ERROR");
    user.email = wanted;
    user.passwordHash = passwordHash ?? user.passwordHash;
    return ok();
  },
);

function consumeResetToken(app: App, tenantId: string, token: string) {
  const used = consumeToken(app, "resetTokens", tenantId, token);
  if (!used) return fail("RESET_PASSWORD_INVALID_TOKEN_ERROR");
  const { userId, email } = used;
  removeTokens(app, "resetTokens", { userId });
  return { userId, email };
}

export const emailPasswordEndpoints: Endpoints = {
  "/recipe/signup": post("tenant", { email, password: newPassword }, async (input, context) => {
    refuseDisabled(context);
    const { app, tenantId, cdi } = context;
    const user = await signUp(app, tenantId, input);
    return userResponse(app, user ?? fail("EMAIL_ALREADY_EXISTS_ERROR"), cdi);
  }),
  "/recipe/signin": post("tenant", { email, password: string }, async (input, context) => {
    refuseDisabled(context);
    const { app, tenantId, cdi } = context;
    const user = userByEmail(app, tenantId, input.email);
    const isRight = user && (await checkPassword(input.password, user.passwordHash));
    return isRight ? userResponse(app, user, cdi) : fail("WRONG_CREDENTIALS_ERROR");
  }),
  "/recipe/user": { GET: getUser, ...putUser },
  "/recipe/user/password/reset/token": post(
    "tenant",
    { userId: string, email: since("4.0", email, optional(email)) },
    ({ userId, email: given }, { app, tenantId }) => {
      const user = userOf(app, userId);
      const content = { tenantId, userId, email: given ?? user.email };
      return ok({ token: issueToken(app, "resetTokens", content) });
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
      const user = app.users.get(userId) ?? fail("RESET_PASSWORD_INVALID_TOKEN_ERROR");
      user.passwordHash = passwordHash;
      return ok({ userId });
    },
  ),
};
