import {
  aBoolean,
  aMatch,
  aNumber,
  anObject,
  aString,
  type Check,
  listOf,
  maybe,
  nullable,
  oneOf,
  pairOf,
  record,
} from "./check.ts";
import type { ClockState } from "./clock.ts";
import { isObject } from "./http.ts";
import { exportKey, importKeyPair, type Jwk } from "./key-pair.ts";
import { heldKeys } from "./keys.ts";
import { configFault } from "./options.ts";
import {
  type Core,
  configFor,
  type ExternalId,
  type LoginMethod,
  newApp,
  type SessionRow,
  type Tenant,
} from "./state.ts";

/** The whole state of a mock core as plain JSON. It holds private keys and password hashes. */
export type Snapshot = Awaited<ReturnType<typeof snapshotOf>>;

type SavedApp = Snapshot["apps"][number];
type SavedKey = SavedApp["dynamicKeys"][number];

/** Rows are copied in one go, so that no change is half in it. */
export async function snapshotOf(core: Core) {
  const keys = new Map<unknown, { kid: string; createdAt: number; jwk: Jwk }>();
  for (const key of [...core.apps.values()].flatMap(heldKeys)) {
    const { kid, createdAt, pair } = key;
    keys.set(key, { kid, createdAt, jwk: await exportKey((await pair).privateKey) });
  }
  const saved = (key: unknown) => keys.get(key) ?? null;
  return structuredClone({
    format: 3,
    clock: core.clock.state(),
    apps: [...core.apps.values()].map((app) => ({
      appId: app.appId,
      tenants: [...app.tenants.values()],
      dynamicKeys: app.keys.dynamic.map(saved).filter((key) => key !== null),
      staticKey: saved(app.keys.static),
      secret: app.secret,
      sessions: [...app.sessions.values()],
      users: [...app.users.values()],
      externalIds: [...app.externalIds],
      verifiedEmails: [...app.verifiedEmails],
      tables: [...app.tables].map(([title, rows]): [string, [string, unknown][]] => [
        title,
        [...rows],
      ]),
    })),
  });
}

const time = aNumber;

const key = (kid: Check<string>) =>
  record<SavedKey>({
    kid,
    createdAt: time,
    jwk: (value, at) => {
      for (const [name, member] of Object.entries(anObject(value, at)))
        if (!["ext", "key_ops"].includes(name)) aString(member, `${at}.${name}`);
      return value as Jwk;
    },
  });

const savedApp = record<SavedApp>({
  appId: aString,
  tenants: listOf(
    record<Tenant>({
      tenantId: aString,
      providers: listOf(anObject),
      firstFactors: nullable(listOf(aString)),
      requiredSecondaryFactors: nullable(listOf(aString)),
      emailPasswordEnabled: aBoolean,
      thirdPartyEnabled: aBoolean,
      passwordlessEnabled: aBoolean,
      coreConfig: anObject,
    }),
  ),
  dynamicKeys: listOf(key(aMatch(/^d-\d{1,15}$/))),
  staticKey: nullable(key(aString)),
  secret: aString,
  sessions: listOf(
    record<SessionRow>({
      handle: aString,
      tenantId: aString,
      userId: aString,
      refreshTokenHash2: aString,
      previousHash2: nullable(aString),
      rotatedAt: nullable(time),
      userDataInDatabase: anObject,
      userDataInJWT: anObject,
      expiry: time,
      timeCreated: time,
      useStaticKey: aBoolean,
    }),
  ),
  users: listOf(
    record<LoginMethod>({
      id: aString,
      recipeId: oneOf("emailpassword", "thirdparty", "passwordless"),
      email: maybe(aString),
      passwordHash: maybe(aString),
      phoneNumber: maybe(aString),
      thirdParty: maybe(record({ id: aString, userId: aString })),
      timeJoined: time,
      tenantIds: listOf(aString),
      primaryUserId: nullable(aString),
    }),
  ),
  externalIds: listOf(
    pairOf(
      aString,
      record<ExternalId>({ externalUserId: aString, externalUserIdInfo: nullable(aString) }),
    ),
  ),
  verifiedEmails: listOf(aString),
  tables: listOf(pairOf(aString, listOf(pairOf(aString, (row: unknown) => row)))),
});

const wholeSnapshot = record<Snapshot>({
  format: oneOf(3),
  clock: record<ClockState>({ stoppedAt: nullable(aNumber), offset: aNumber }),
  apps: listOf(savedApp),
});

/** Replaces the state of a core. Throws an Error of one line for a value that is not a snapshot, and changes nothing then. */
export async function restoreFrom(core: Core, snapshot: Snapshot) {
  if (!isObject(snapshot) || snapshot.format !== 3)
    throw new Error("not a snapshot of a mock core (format 3)");
  const { apps, clock } = wholeSnapshot(structuredClone(snapshot), "");
  const restored = await Promise.all(apps.map((app) => restoredApp(core, app)));
  if (!restored.some(({ appId }) => appId === "public"))
    throw new Error("apps must have the app public");
  core.clock.restore(clock);
  core.apps = new Map(restored.map((app) => [app.appId, app]));
}

async function restoredApp(core: Core, saved: SavedApp) {
  const keyOf = async ({ jwk, ...key }: SavedKey) => {
    const pair = await importKeyPair(jwk);
    return { ...key, pair: Promise.resolve(pair) };
  };
  const app = newApp(core, saved.appId);
  app.keys = {
    dynamic: await Promise.all(saved.dynamicKeys.map(keyOf)),
    static: saved.staticKey === null ? undefined : await keyOf(saved.staticKey),
    lastNumber: Math.max(0, ...saved.dynamicKeys.map(({ kid }) => Number(kid.slice(2)))),
  };
  app.secret = saved.secret;
  for (const tenant of saved.tenants) app.tenants.set(tenant.tenantId, tenant);
  for (const tenantId of app.tenants.keys()) {
    const fault = configFault(configFor(app, tenantId));
    if (fault) throw new Error(`coreConfig of the tenant ${tenantId}: ${fault}`);
  }
  for (const row of saved.sessions) app.sessions.set(row.handle, row);
  for (const user of saved.users) app.users.set(user.id, user);
  for (const [id, external] of saved.externalIds) app.externalIds.set(id, external);
  for (const key of saved.verifiedEmails) app.verifiedEmails.add(key);
  const tables = core.recipes.flatMap((recipe) => recipe.tables ?? []);
  for (const [title, rows] of saved.tables) {
    const table = tables.find((candidate) => candidate.title === title);
    if (!table) throw new Error(`this mock core has no table ${title}`);
    for (const [key, row] of rows) table(app).set(key, table.check(row, `${title}.${key}`));
  }
  return app;
}
