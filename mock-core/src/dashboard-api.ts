import { atLeast } from "./cdi.ts";
import { aNumber, aString, record } from "./check.ts";
import { type Endpoints, get, post, put, remove } from "./endpoint.ts";
import { fail, ok, refuse } from "./http.ts";
import { type Field, optional, parameter, string } from "./input.ts";
import type { Config } from "./options.ts";
import { checkPassword, hashPassword } from "./password.ts";
import { deleteRows, type Recipe, table } from "./recipe.ts";
import { type App, configFor } from "./state.ts";
import { email } from "./users.ts";

// People who sign in to the dashboard, and what it looks up (Dashboard.java and webserver/api/dashboard).

type DashboardUser = {
  userId: string;
  email: string;
  passwordHash: string;
  timeJoined: number;
};

type DashboardSession = { userId: string; timeCreated: number; expiry: number };

const usersIn = table<DashboardUser>(
  "dashboardUsers",
  record<DashboardUser>({
    userId: aString,
    email: aString,
    passwordHash: aString,
    timeJoined: aNumber,
  }),
);

const sessionsIn = table<DashboardSession>(
  "dashboardSessions",
  record<DashboardSession>({ userId: aString, timeCreated: aNumber, expiry: aNumber }),
);

/** ms (Dashboard.java DASHBOARD_SESSION_DURATION). */
const duration = 2_592_000_000;

const filled: Field<string> = (input, name) =>
  string(input, name).trim() || refuse(400, `Field name '${name}' cannot be an empty String`);

const userJson = ({ userId, email, timeJoined }: DashboardUser) => ({
  userId,
  email,
  timeJoined,
});

/** Dashboard.java validatePassword. */
function passwordFault(password: string) {
  if (password.length < 8)
    return "Password must contain at least 8 characters, including a number";
  if (password.length >= 100) return "Password's length must be lesser than 100 characters";
  if (!/[A-Za-z]/.test(password)) return "Password must contain at least one alphabet";
  return /[0-9]/.test(password) ? undefined : "Password must contain at least one number";
}

const base = "/recipe/dashboard";

/** Ends the call for an e-mail address or a password that the core refuses. */
function checkInput(input: { email: string | undefined; password: string | undefined }) {
  if (input.email !== undefined && !/^\S+@\S+\.\S+$/.test(input.email))
    fail("INVALID_EMAIL_ERROR");
  const message = input.password && passwordFault(input.password);
  if (message) fail("PASSWORD_WEAK_ERROR", { message });
}

const userBy = (
  app: App,
  { userId, email: address }: { userId?: string | undefined; email?: string | undefined },
) =>
  [...usersIn(app).values()].find((user) =>
    userId === undefined ? user.email === address : user.userId === userId,
  );

const which = { userId: optional(filled), email: optional(email) };

const liveSession = (app: App, sessionId: string) => {
  const held = sessionsIn(app).get(sessionId);
  return held && held.expiry > app.core.clock.now() ? usersIn(app).get(held.userId) : undefined;
};

const neither = "Either field 'email' or 'userId' must be present";

/** One of the settings that the dashboard shows. */
const settingJson = (name: string, config: Config, defaults: Config) => {
  const value = config[name as keyof Config];
  return {
    key: name,
    valueType: typeof value === "number" ? "number" : "string",
    value,
    description: "",
    isDifferentAcrossTenants: true,
    possibleValues: null,
    isNullable: value === null,
    defaultValue: defaults[name as keyof Config],
    isPluginProperty: false,
    isPluginPropertyEditable: false,
  };
};

const endpoints: Endpoints = {
  [`${base}/user`]: {
    ...post("public", { email, password: filled }, async (input, { app }) => {
      checkInput(input);
      const passwordHash = await hashPassword(input.password);
      if (userBy(app, { email: input.email })) fail("EMAIL_ALREADY_EXISTS_ERROR");
      const userId = crypto.randomUUID();
      const timeJoined = app.core.clock.now();
      const user = { userId, email: input.email, passwordHash, timeJoined };
      usersIn(app).set(userId, user);
      return ok({ user: userJson(user) });
    }),
    ...put(
      "public",
      { ...which, newEmail: optional(email), newPassword: optional(filled) },
      async ({ userId, email: address, newEmail, newPassword }, { app }) => {
        checkInput({ email: newEmail, password: newPassword });
        const passwordHash = newPassword && (await hashPassword(newPassword));
        if (userId === undefined && address === undefined) refuse(400, neither);
        const user = userBy(app, { userId, email: address }) ?? fail("UNKNOWN_USER_ERROR");
        const holder = newEmail === undefined ? user : userBy(app, { email: newEmail });
        if (holder && holder !== user) fail("EMAIL_ALREADY_EXISTS_ERROR");
        user.email = newEmail ?? user.email;
        if (passwordHash) user.passwordHash = passwordHash;
        return ok({ user: userJson(user) });
      },
    ),
    ...remove("public", which, (input, { app }) => {
      if (input.userId === undefined && input.email === undefined) refuse(400, neither);
      const user = userBy(app, input);
      if (!user) return ok({ didUserExist: false });
      deleteRows(sessionsIn(app), ({ userId }) => userId === user.userId);
      return ok({ didUserExist: usersIn(app).delete(user.userId) });
    }),
  },
  [`${base}/users`]: get("public", {}, (_, { app }) => {
    const found = [...usersIn(app).values()];
    return ok({ users: found.map((user) => ({ ...userJson(user), isSuspended: false })) });
  }),
  [`${base}/user/sessions`]: get("public", { userId: parameter }, ({ userId }, { app }) => {
    const found = [...sessionsIn(app)].filter(([, row]) => row.userId === userId);
    return ok({ sessions: found.map(([sessionId, row]) => ({ sessionId, ...row })) });
  }),
  [`${base}/signin`]: post("public", { email, password: filled }, async (input, { app }) => {
    const user = userBy(app, { email: input.email });
    const isRight = user && (await checkPassword(input.password, user.passwordHash));
    if (!isRight) return fail("INVALID_CREDENTIALS_ERROR");
    const sessionId = crypto.randomUUID();
    const timeCreated = app.core.clock.now();
    const { userId } = user;
    sessionsIn(app).set(sessionId, { userId, timeCreated, expiry: timeCreated + duration });
    return ok({ sessionId });
  }),
  [`${base}/session/verify`]: post(
    "public",
    { sessionId: filled },
    ({ sessionId }, { app, cdi }) => {
      const user = liveSession(app, sessionId) ?? fail("INVALID_SESSION_ERROR");
      return ok({ email: atLeast(cdi, "3.0") ? user.email : undefined });
    },
  ),
  [`${base}/session`]: remove("public", { sessionId: parameter }, ({ sessionId }, { app }) => {
    sessionsIn(app).delete(sessionId);
    return ok();
  }),
  [`${base}/tenant/core-config`]: get("tenant", {}, (_, { app, core, tenantId }) => {
    const config = configFor(app, tenantId);
    const shown = Object.keys(config).filter((name) => !hidden.includes(name));
    return ok({ config: shown.map((name) => settingJson(name, config, core.baseConfig)) });
  }),
};

/** Settings of the whole core, which no tenant has of its own. */
const hidden = ["base_path", "supertokens_max_cdi_version", "supertokens_min_cdi_version"];

export const dashboard: Recipe = {
  endpoints,
  tables: [usersIn, sessionsIn] as Recipe["tables"],
};
