import type { ClockState } from "./clock.ts";
import { isObject } from "./http.ts";
import { base64, fromBase64 } from "./jwt.ts";
import { heldKeys, importKeyPair, type PrivateJwk, type SigningKey } from "./keys.ts";
import { addRow } from "./sessions.ts";
import {
  type App,
  type Core,
  newApp,
  type OneTimeToken,
  type SessionRow,
  type Tenant,
  type User,
} from "./state.ts";

type SavedKey = { kid: string; createdAt: number; jwk: PrivateJwk };

type Lists = [key: string, members: string[]][];

type SavedApp = {
  appId: string;
  tenants: Tenant[];
  dynamicKeys: SavedKey[];
  staticKey: SavedKey | null;
  /** Base64 of the AES key. */
  sealingKey: string | null;
  sessions: SessionRow[];
  users: User[];
  verifiedEmails: string[];
  verificationTokens: OneTimeToken[];
  resetTokens: OneTimeToken[];
  roles: Lists;
  rolesOfUser: Lists;
};

/** The whole state of a mock core as plain JSON. It holds private keys and password hashes. */
export type Snapshot = { format: 1; clock: ClockState; apps: SavedApp[] };

/** Copies the state. What changes while keys are being exported is not half in it: rows are copied in one go. */
export async function snapshotOf(core: Core): Promise<Snapshot> {
  const keys = new Map<SigningKey | undefined, SavedKey>();
  const sealing = new Map<App, string>();
  for (const app of core.apps.values()) {
    for (const key of heldKeys(app)) {
      const { kid, createdAt } = key;
      keys.set(key, { kid, createdAt, jwk: (await key.pair).jwk });
    }
    const sealingKey = await app.sealingKey;
    if (sealingKey === undefined) continue;
    const raw = await crypto.subtle.exportKey("raw", sealingKey);
    sealing.set(app, base64(new Uint8Array(raw)));
  }
  const lists = (sets: Map<string, Set<string>>): Lists =>
    [...sets].map(([key, set]) => [key, [...set]]);
  return structuredClone({
    format: 1,
    clock: core.clock.state(),
    apps: [...core.apps.values()].map((app) => ({
      appId: app.appId,
      tenants: [...app.tenants.values()],
      dynamicKeys: app.keys.dynamic
        .map((key) => keys.get(key))
        .filter((key) => key !== undefined),
      staticKey: keys.get(app.keys.static) ?? null,
      sealingKey: sealing.get(app) ?? null,
      sessions: [...app.sessions.values()],
      users: [...app.users.values()],
      verifiedEmails: [...app.verifiedEmails],
      verificationTokens: [...app.verificationTokens.values()],
      resetTokens: [...app.resetTokens.values()],
      roles: lists(app.roles),
      rolesOfUser: lists(app.rolesOfUser),
    })),
  });
}

/** Puts the state of a snapshot in the place of the core's. Throws an Error for what is not a snapshot. */
export async function restoreFrom(core: Core, snapshot: Snapshot): Promise<void> {
  if (!isObject(snapshot) || snapshot.format !== 1 || !Array.isArray(snapshot.apps))
    throw new Error("not a snapshot of a mock core (format 1)");
  const { apps, clock } = structuredClone(snapshot);
  const restored = await Promise.all(apps.map((app) => restoredApp(core, app)));
  core.apps = new Map(restored.map((app) => [app.appId, app]));
  core.clock.restore(clock);
}

async function restoredApp(core: Core, saved: SavedApp): Promise<App> {
  const app = newApp(core, saved.appId);
  const add = (key: SavedKey): Promise<SigningKey> =>
    importKeyPair(key.jwk).then((pair) => ({ ...key, pair: Promise.resolve(pair) }));
  app.keys = {
    dynamic: await Promise.all(saved.dynamicKeys.map(add)),
    static: saved.staticKey === null ? undefined : await add(saved.staticKey),
    lastNumber: Math.max(0, ...saved.dynamicKeys.map(({ kid }) => Number(kid.slice(2)))),
  };
  const sealing = saved.sealingKey === null ? undefined : fromBase64(saved.sealingKey);
  if (sealing !== undefined)
    app.sealingKey = Promise.resolve(
      await crypto.subtle.importKey("raw", sealing, "AES-GCM", true, ["encrypt", "decrypt"]),
    );
  for (const tenant of saved.tenants) app.tenants.set(tenant.tenantId, tenant);
  for (const row of saved.sessions) addRow(app, row);
  for (const user of saved.users) app.users.set(user.id, user);
  for (const key of saved.verifiedEmails) app.verifiedEmails.add(key);
  for (const token of saved.verificationTokens) app.verificationTokens.set(token.hash, token);
  for (const token of saved.resetTokens) app.resetTokens.set(token.hash, token);
  for (const [role, permissions] of saved.roles) app.roles.set(role, new Set(permissions));
  for (const [user, roles] of saved.rolesOfUser) app.rolesOfUser.set(user, new Set(roles));
  return app;
}
