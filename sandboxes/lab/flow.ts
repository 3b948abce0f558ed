/**
 * `npm run flow`: the stages of a session in the terminal, with a cookie jar of its own instead of a browser. Every line is
 * printed from a real exchange; an unexpected exchange ends the command with exit code 1.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { CookieJar } from "./cookie-jar.ts";
import { describeExchange } from "./describe.ts";
import { type Exchange, labHeader, type WireEntry } from "./wire-log.ts";

const port = process.env.PORT || "3000";
const origin = `http://localhost:${port}`;
const formType = "application/x-www-form-urlencoded";

/** What a browser says when it loads a page. */
const pageLoad = { accept: "text/html,*/*;q=0.8", "sec-fetch-mode": "navigate" };

interface Init {
  headers?: Record<string, string>;
  body?: string;
}

let sandbox: ChildProcess | undefined;
let seen = 0;
let jar = new CookieJar();

try {
  if (!(await labAnswers())) sandbox = await startSandbox();
  seen = (await wire(seen)).last;
  await walk();
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  sandbox?.kill();
}

async function walk(): Promise<void> {
  title("1. Without a session, the page sends the browser to the refresh page");
  expectRedirect(
    await visit("/dashboard?tab=1"),
    "/refresh-session?redirectBack=%2Fdashboard%3Ftab%3D1",
  );

  title("2. Sign-in: the core creates a session, and the browser gets its two tokens");
  await signIn();

  title("3. The page renders for the user; the web server verifies the token");
  expectStatus(await visit("/dashboard?tab=1"), 200);
  title("   The second time without a call to the core, because the keys are cached");
  const hot = await visit("/dashboard?tab=1");
  expectStatus(hot, 200);
  if (hot.core.length > 0)
    throw new Error(`No call to the core was expected, there were ${hot.core.length}`);

  title("4. The access token expires: back to the refresh page, with path and query string");
  await trick("expire");
  expectRedirect(
    await visit("/dashboard?tab=1"),
    "/refresh-session?redirectBack=%2Fdashboard%3Ftab%3D1",
  );

  title("5. The refresh page exchanges the refresh token for two new tokens");
  const thief = jar.copy();
  expectStatus(await refresh(), 200);
  expectStatus(await visit("/dashboard?tab=1"), 200);

  title("6. Theft: a second party uses the refresh token that was exchanged in step 5");
  const owner = jar;
  jar = thief;
  expectStatus(await refresh(), 401);
  title("   The core cannot tell the thief from the owner, so it revokes the session for both");
  jar = owner;
  expectStatus(await refresh(), 401);
  expectRedirect(await visit("/dashboard"), "/refresh-session?redirectBack=%2Fdashboard");

  title("7. Revocation: the core ends a session while its access token is still valid");
  await signIn();
  expectStatus(await visit("/dashboard"), 200);
  await trick("revoke");
  title(
    "   Until the access token expires, the page still renders: page loads do not call the core",
  );
  expectStatus(await visit("/dashboard"), 200);
  title("   The next refresh fails and deletes the cookies");
  expectStatus(await refresh(), 401);
  expectRedirect(await visit("/dashboard"), "/refresh-session?redirectBack=%2Fdashboard");

  title("8. Sign-out: the core ends the session, and the response deletes the cookies");
  await signIn();
  expectStatus(await send("POST", "/auth/signout"), 200);
  if (jar.has("sAccessToken"))
    throw new Error("The access token should be gone after signing out");
  expectRedirect(await visit("/dashboard"), "/refresh-session?redirectBack=%2Fdashboard");

  console.log("\nEvery exchange was as expected.");
}

async function signIn(): Promise<void> {
  const body = new URLSearchParams({ user: "alice", role: "" });
  const exchange = await send("POST", "/login?redirectBack=%2Fdashboard", {
    headers: { "content-type": formType, accept: "application/json" },
    body: String(body),
  });
  if (exchange.status >= 400) throw new Error(`The sign-in responded with ${exchange.status}`);
  for (const name of ["sAccessToken", "sRefreshToken"]) {
    if (!jar.has(name)) throw new Error(`Signing in should have set ${name}`);
  }
}

function visit(path: string): Promise<Exchange> {
  return send("GET", path);
}

function refresh(): Promise<Exchange> {
  return send("POST", "/auth/session/refresh");
}

/** Sends a request with the jar's cookies, stores those of the response, and prints the entries of the log. */
async function send(method: string, path: string, init: Init = {}): Promise<Exchange> {
  const { status, setCookie } = await transmit(method, path, {
    ...init,
    // A form on another site cannot set the header rid: the SDK requires it for requests that change something.
    headers: { ...pageLoad, ...headersFor(path), rid: "anti-csrf", ...init.headers },
  });
  jar.store(setCookie);
  const exchange = await exchangeOf(method, path);
  if (exchange.status !== status) {
    throw new Error(
      `The log says ${exchange.status} for ${method} ${path}, but the response was ${status}`,
    );
  }
  console.log(describeExchange(exchange));
  return exchange;
}

/** Not with fetch: Node's says in Sec-Fetch-Mode that a script sends the request, and a page responds 401 to a script. */
function transmit(method: string, path: string, { headers, body }: Init) {
  return new Promise<{ status: number | undefined; setCookie: string[] }>((resolve, reject) => {
    const sent = request(origin + path, { method, ...(headers && { headers }) }, (response) => {
      const setCookie = response.headers["set-cookie"] ?? [];
      response.resume().once("end", () => resolve({ status: response.statusCode, setCookie }));
    });
    sent.once("error", reject).end(body);
  });
}

/** Lets the lab do something to the session. */
async function trick(name: "expire" | "revoke"): Promise<void> {
  const response = await fetch(`${origin}/lab/${name}`, {
    method: "POST",
    headers: { ...headersFor("/"), [labHeader]: "1" },
  });
  jar.store(response.headers.getSetCookie());
  const { done, problem } = (await response.json()) as { done?: string; problem?: string };
  if (problem) throw new Error(problem);
  console.log(`   * ${done}`);
}

function headersFor(path: string): Record<string, string> {
  const cookie = jar.header(path);
  return { "user-agent": "npm run flow", ...(cookie ? { cookie } : {}) };
}

/** The log's entry of a request of ours; a reader may be busy in the panel meanwhile. */
async function exchangeOf(method: string, path: string): Promise<Exchange> {
  for (let tries = 0; tries < 5; tries++) {
    const { entries } = await wire(seen, "&wait");
    for (const entry of entries) {
      seen = entry.id;
      if (isOurs(entry) && entry.method === method && entry.path === path) return entry;
    }
  }
  throw new Error(`The log has no ${method} ${path}`);
}

function isOurs(entry: WireEntry): entry is Exchange {
  return entry.kind === "browser" && entry.by === "flow";
}

async function wire(after: number, wait = ""): Promise<{ entries: WireEntry[]; last: number }> {
  const response = await fetch(`${origin}/lab/wire?after=${after}${wait}`);
  return (await response.json()) as { entries: WireEntry[]; last: number };
}

function expectStatus({ method, path, status }: Exchange, expected: number): void {
  if (status !== expected)
    throw new Error(`${method} ${path} should respond with ${expected}, not ${status}`);
}

/** A redirect of any kind: frameworks differ in the status, and the URL may be absolute. */
function expectRedirect({ path, status, headers }: Exchange, target: string): void {
  const location = headers.location && new URL(headers.location, origin);
  const led = location ? location.pathname + location.search : "nowhere";
  if (status < 300 || status > 399 || led !== target) {
    throw new Error(
      `${path} should redirect to ${target}; it responded with ${status} and led to ${led}`,
    );
  }
}

function title(text: string): void {
  console.log(text.startsWith(" ") ? text : `\n${text}`);
}

/** Whether a sandbox with a lab runs on the port. */
async function labAnswers(): Promise<boolean> {
  let response: Response;
  try {
    response = await fetch(`${origin}/lab/wire`, { redirect: "manual" });
  } catch {
    return false;
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (typeof body === "object" && body !== null && "entries" in body) return true;
  throw new Error(
    `Port ${port} is in use by a program without a lab: choose another port, e.g. PORT=3001 npm run flow`,
  );
}

/** Starts this sandbox with its own start script; settles when it listens. */
function startSandbox(): Promise<ChildProcess> {
  const manifest = new URL("../package.json", import.meta.url);
  const { scripts } = JSON.parse(readFileSync(manifest, "utf8")) as {
    scripts: { start: string };
  };
  const [command = "", ...args] = scripts.start.split(" ");
  const { SUPERTOKENS_CORE_URI: _, ...env } = process.env;
  const child = spawn(command, args, {
    cwd: new URL("..", import.meta.url),
    env: { ...env, PORT: port },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      if (String(chunk).includes("Listening on ")) resolve(child);
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error("The sandbox ended before it listened")));
  });
}
