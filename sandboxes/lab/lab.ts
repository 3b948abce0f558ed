import { readFileSync } from "node:fs";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { join } from "node:path";
import { parseCookies } from "./cookies.ts";
import type { HostCheck } from "./host-check.ts";
import type { RunningMockCore } from "./mock-core.js";
import { proxy } from "./proxy.ts";
import { describeSession, type TrickResult, tricks } from "./tricks.ts";
import { labHeader, type WireLog } from "./wire-log.ts";

export interface LabOptions {
  log: WireLog;
  core: RunningMockCore;
  appPort: number;
  /** Decides which requests the lab itself responds to. */
  isAllowed: HostCheck;
  /** Settles when the app can be asked. */
  ready: Promise<void>;
}

/** The panel's files; the panel runs without inline scripts and styles. */
const panel: Record<string, { file: string; type: string }> = {
  "/lab": { file: "index.html", type: "text/html" },
  "/lab/panel.js": { file: "panel.js", type: "text/javascript" },
  "/lab/entry.js": { file: "entry.js", type: "text/javascript" },
  "/lab/panel.css": { file: "panel.css", type: "text/css" },
};
const security = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; base-uri 'none'; form-action 'none'",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};
/** How long a request for news is held open while there are none (ms). */
const pollTime = 20_000;

/** Serves the lab under /lab and the app everywhere else. */
export function createLab(options: LabOptions): RequestListener {
  return (req, res) => {
    respond(req, res, options).catch((error: unknown) => {
      console.error(error);
      if (res.headersSent) res.destroy();
      else send(res, { status: 500, body: { problem: "The lab failed, see its terminal" } });
    });
  };
}

async function respond(
  req: IncomingMessage,
  res: ServerResponse,
  options: LabOptions,
): Promise<void> {
  const { log, appPort, ready } = options;
  const url = parseTarget(req.url ?? "/");
  if (!url) {
    send(res, { status: 400, body: { problem: "The request target is not a valid URL" } });
    return;
  }
  if (url.pathname === "/lab" || url.pathname.startsWith("/lab/")) {
    await respondFromLab(req, res, url, options);
    return;
  }
  // The URL that a preview opens. "/?home" is the app's own home page.
  if (req.method === "GET" && req.url === "/") {
    res.writeHead(302, { location: "/lab", "cache-control": "no-store" }).end();
    return;
  }
  const headers = Object.fromEntries(
    Object.entries(req.headers).map(([name, value]) => [name, String(value)]),
  );
  const by = headers["user-agent"] === "npm run flow" ? "flow" : "reader";
  try {
    await ready;
  } catch {
    // It has ended; the proxy says so.
  }
  // Whoever asked has left meanwhile.
  if (req.socket.destroyed) return;
  proxy(
    req,
    res,
    appPort,
    log.begin({ method: req.method ?? "GET", path: req.url ?? "/", by, headers }),
  );
}

async function respondFromLab(
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  { log, core, isAllowed }: LabOptions,
): Promise<void> {
  if (!isAllowed(req)) {
    const problem =
      "The lab responds only on localhost and on the host of ORIGIN. To open it under another origin, start the sandbox with ORIGIN=<that origin>";
    send(res, { status: 403, body: { problem } });
    return;
  }
  const cookies = parseCookies(req.headers.cookie ?? "");
  const file = panel[url.pathname];
  const trick = tricks[url.pathname];
  if (trick) {
    if (req.method !== "POST") {
      send(res, { status: 405, headers: { allow: "POST" }, body: { problem: "Use POST" } });
    } else if (isForeign(req)) {
      send(res, { status: 403, body: { problem: "Only the lab's own page may do this" } });
    } else {
      send(res, await trick({ cookies, control: core.control, log, coreUrl: core.url }));
    }
  } else if (req.method !== "GET" && req.method !== "HEAD") {
    send(res, { status: 405, headers: { allow: "GET, HEAD" }, body: { problem: "Use GET" } });
  } else if (file) {
    res.writeHead(200, { ...security, "content-type": `${file.type}; charset=utf-8` });
    res.end(readFileSync(join(import.meta.dirname, "panel", file.file)));
  } else if (url.pathname === "/lab/wire") {
    const after = Number(url.searchParams.get("after") ?? 0);
    send(res, {
      status: 200,
      body: await log.after(after, url.searchParams.has("wait") ? pollTime : 0),
    });
  } else if (url.pathname === "/lab/session") {
    send(res, { status: 200, body: await describeSession(cookies, core.url, log) });
  } else {
    send(res, { status: 404, body: { problem: `The lab has no ${url.pathname}` } });
  }
}

/**
 * The URL that a request is for; undefined if it cannot be parsed. A path that begins with two slashes is a path, not
 * a host (RFC 9112 3.2.1); an app that resolves it as a relative reference fails on what the second check refuses.
 */
function parseTarget(target: string): URL | undefined {
  const base = "http://lab";
  const joined = target.startsWith("/") ? base + target : target;
  return URL.canParse(joined, base) && URL.canParse(target, base)
    ? new URL(joined, base)
    : undefined;
}

/** A foreign page cannot set this header without a preflight request, and the lab approves none. */
function isForeign(req: IncomingMessage): boolean {
  const site = req.headers["sec-fetch-site"];
  return !req.headers[labHeader] || site === "cross-site" || site === "same-site";
}

function send(res: ServerResponse, { status, headers, body }: TrickResult): void {
  res.writeHead(status, {
    ...security,
    "content-type": "application/json; charset=utf-8",
    ...headers,
  });
  res.end(JSON.stringify(body));
}
