import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { buildSandbox } from "../../sandboxes/build.ts";
import { makeEnvironment } from "../../sandboxes/runtimes/python/lab/toolchain.ts";
import { loadPage } from "../support/page-load.ts";

const cache = join(import.meta.dirname, "../../.cache/python");

export interface PythonApp {
  url: string;
  /** Everything it has printed. */
  output: string[];
  stop(): Promise<void>;
}

/**
 * Runs a file of ./python with the packages and the modules of a sandbox.
 * @param id of the framework
 * @param env for it, in addition to the core's URL
 * @param more packages than the sandbox has: lines of a requirements.txt, with their hashes
 */
export async function startPython(
  id: string,
  file: string,
  core: RunningMockCore,
  env: Record<string, string> = {},
  more = "",
): Promise<PythonApp> {
  const dir = await buildSandbox(id);
  const python = await environment(id, dir, more);
  const child = spawn(python, [join(import.meta.dirname, "python", file)], {
    cwd: dir,
    env: {
      ...process.env,
      PYTHONPATH: dir,
      PYTHONDONTWRITEBYTECODE: "1",
      PYTHONUNBUFFERED: "1",
      SUPERTOKENS_CORE_URI: core.url,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => output.push(line));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      output.push(line);
      const [, address] = /^Listening on (\S+)$/.exec(line) ?? [];
      if (address) resolve(address);
    });
    child.once("exit", () => reject(new Error(`${file} has ended:\n${output.join("\n")}`)));
  });
  return { url, output, stop: () => stop(child) };
}

/** The Python of a sandbox, with `more` packages where it needs them. */
export async function environment(id: string, dir: string, more: string): Promise<string> {
  const own = join(dir, "requirements.txt");
  if (!more) return makeEnvironment(join(dir, ".venv"), own);
  await mkdir(cache, { recursive: true });
  const requirements = join(cache, `${id}-and-more.txt`);
  await writeFile(requirements, `${readFileSync(own, "utf8")}\n${more}`);
  return makeEnvironment(join(cache, `${id}-and-more`), requirements);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill();
  await exited;
}

/** The payload of a session without a role, but with the claim, unlike a session that is older than the claim. */
const withoutRoles = () => ({ roles: { v: [], t: Date.now() } });

/** A token of a valid session, and one of the same session under a key that the core does not know. */
async function knownAndUnknown(core: RunningMockCore) {
  const payload = withoutRoles();
  const { accessToken, handle } = await core.control.createSession({
    userId: "alice",
    payload,
  });
  const unknown = await core.control.mintAccessToken({
    userId: "alice",
    sessionHandle: handle,
    payload,
    kid: "d-1000000000000",
  });
  return { known: accessToken, unknown };
}

const visit = (url: string, token?: string) =>
  loadPage(url, { headers: token ? { cookie: `sAccessToken=${token}` } : {} });

/** The cookie header of a visitor's first page after a refresh: `getSession` sets a new access token there. */
export async function refreshedCookies(url: string, core: RunningMockCore): Promise<string> {
  const payload = withoutRoles();
  const { refreshToken } = await core.control.createSession({ userId: "alice", payload });
  const response = await fetch(`${url}/auth/session/refresh`, {
    method: "POST",
    headers: { rid: "session", cookie: `sRefreshToken=${encodeURIComponent(refreshToken)}` },
  });
  if (response.status !== 200) throw new Error(`The refresh responded with ${response.status}`);
  return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

/** The response of a URL to a visitor's first request after a refresh. */
export async function firstVisit(
  url: string,
  path: string,
  core: RunningMockCore,
  headers: Record<string, string> = {},
) {
  const response = await loadPage(url + path, {
    headers: { cookie: await refreshedCookies(url, core), ...headers },
  });
  return {
    status: response.status,
    cookies: cookieNames(response),
    cache: response.headers.get("cache-control"),
    text: await response.text(),
  };
}

/** The names of the cookies that a response sets, in their order. */
export function cookieNames(response: Response): string[] {
  return response.headers.getSetCookie().map((cookie) => cookie.split("=", 1)[0] ?? "");
}

/** Two visitors at once: the visitor whom each one's validators see in the request. */
export async function twoAtOnce(
  url: string,
  path: string,
  core: RunningMockCore,
): Promise<Record<string, string>> {
  const answers = await Promise.all(
    ["alice", "bob"].map(async (userId) => {
      const { accessToken } = await core.control.createSession({ userId });
      const headers = { cookie: `sAccessToken=${accessToken}`, "x-visitor": userId };
      return (await fetch(url + path, { headers })).json();
    }),
  );
  return Object.assign({}, ...answers);
}

/** How often two calls of one visitor, one after the other, fetch the user from the core. */
export async function userCalls(
  url: string,
  path: string,
  core: RunningMockCore,
): Promise<number> {
  const { accessToken } = await core.control.createSession({ userId: "alice" });
  core.control.clearRequests();
  for (let call = 0; call < 2; call++) {
    const response = await fetch(url + path, {
      headers: { cookie: `sAccessToken=${accessToken}` },
    });
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
  }
  return core.control.requests.filter((request) => request.path === "/user/id").length;
}

/** The responses of pages to the token of a core whose clock is a minute ahead of the app's. */
export async function whenCoreIsAhead(
  url: string,
  core: RunningMockCore,
): Promise<Record<string, number>> {
  const payload = withoutRoles();
  const { handle } = await core.control.createSession({ userId: "alice", payload });
  const token = await core.control.mintAccessToken({
    sessionHandle: handle,
    payload,
    issuedAt: Date.now() + 60_000,
  });
  const statuses: Record<string, number> = {};
  for (const path of ["/dashboard", "/dashboard-jwt"])
    statuses[path] = (await visit(url + path, token)).status;
  return statuses;
}

/**
 * Which of two responses comes first while the core's keys are slow: that of a page that needs them, or that of a guest's
 * page, which makes no network request and is requested a little later.
 */
export async function firstToAnswer(
  url: string,
  path: string,
  core: RunningMockCore,
): Promise<string[]> {
  const { known, unknown } = await knownAndUnknown(core);
  await visit(url + path, known);
  await core.control.outage({ mode: "slow", delayMs: 3000, paths: "/.well-known/jwks.json" });
  // The SDK fetches keys twice a second at most.
  await sleep(600);
  const order: string[] = [];
  const keys = visit(url + path, unknown).then(() => order.push("keys"));
  await sleep(500);
  const guest = visit(`${url}/welcome`).then(() => order.push("guest"));
  await Promise.all([keys, guest]);
  await core.control.recover();
  return order;
}

/**
 * What a page responds with to a token of an unknown key, and after how many seconds, while the core accepts connections
 * and never sends its keys.
 */
export async function whileKeysHang(
  url: string,
  path: string,
  core: RunningMockCore,
): Promise<{ status: number; seconds: number }> {
  const { known, unknown } = await knownAndUnknown(core);
  await visit(url + path, known);
  await core.control.outage({ mode: "hang", paths: "/.well-known/jwks.json" });
  // Both fetch unknown keys twice a second at most.
  await sleep(600);
  const start = performance.now();
  const { status } = await visit(url + path, unknown);
  const seconds = Math.round((performance.now() - start) / 1000);
  await core.control.recover();
  return { status, seconds };
}

/**
 * What the SDK responds with to a visitor's cookies and a second one of the same name that somebody else's sub-domain has
 * set, in either order: `padded` is an access token with the padding that base64url leaves out, `raw` a refresh token
 * without the percent-encoding that the SDK gives it. Both hold "=" and are valid.
 */
export async function withForgedCookie(url: string, core: RunningMockCore) {
  const session = (userId: string) =>
    core.control.createSession({ userId, payload: withoutRoles() });
  const send = async (path: string, cookies: string[], method = "GET") => {
    const headers = { rid: "session", cookie: cookies.join("; ") };
    return (await loadPage(url + path, { method, headers })).status;
  };
  const [alice, mallory] = [await session("alice"), await session("mallory")];
  const access = [`sAccessToken=${alice.accessToken}`, `sAccessToken=${mallory.accessToken}==`];
  const refresh = [
    `sRefreshToken=${encodeURIComponent(alice.refreshToken)}`,
    `sRefreshToken=${mallory.refreshToken}`,
  ];
  return {
    padded: [await send("/dashboard", access), await send("/dashboard", access.toReversed())],
    raw: [
      await send("/auth/session/refresh", refresh, "POST"),
      await send("/auth/session/refresh", refresh.toReversed(), "POST"),
    ],
  };
}

/** After how many seconds the last of three visitors at once has a response, while the core accepts connections and never sends its keys. */
export async function threeWhileKeysHang(
  url: string,
  path: string,
  core: RunningMockCore,
): Promise<number> {
  const { known } = await knownAndUnknown(core);
  await core.control.outage({ mode: "hang", paths: "/.well-known/jwks.json" });
  const start = performance.now();
  await Promise.all(Array.from({ length: 3 }, () => visit(url + path, known)));
  const seconds = Math.round((performance.now() - start) / 1000);
  await core.control.recover();
  return seconds;
}
