import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import {
  getSessionInformation,
  getSessionWithoutRequestResponse,
  type SessionContainer,
} from "supertokens-node/recipe/session";
import { type WebSocket, WebSocketServer } from "ws";
import { origin } from "./config.ts";
import { isSessionError } from "./session-error.ts";

/** How often an open socket checks with the core that its session still exists, in ms. */
const recheckInterval = Number(process.env.RECHECK_INTERVAL ?? 60_000);
/** The pages of these origins may open a socket. A browser lets every page try to. */
const ownOrigins = new Set([origin]);
/** Close codes: the first is the app's own, the second means "try again later". */
const sessionEnded = 4401;
const unknown = 1013;

/** Accepts WebSockets at /live from own pages with a session, and closes each with its session. */
export function acceptSockets(server: Server): void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  server.on("upgrade", async (request, socket, head) => {
    // A client that disconnects in the meantime must not end the process.
    socket.on("error", () => socket.destroy());
    if (request.url !== "/live") return refuse(socket, "404 Not Found");
    // The browser sends the cookies with an upgrade that any site requests, and CORS does
    // not apply.
    if (!ownOrigins.has(request.headers.origin ?? "")) return refuse(socket, "403 Forbidden");
    try {
      const session = await sessionOf(request);
      sockets.handleUpgrade(request, socket, head, (live) => {
        endWithSession(live, session);
        live.send(`Signed in as ${session.getUserId()}`);
      });
    } catch (error) {
      if (isSessionError(error)) return refuse(socket, "401 Unauthorized");
      console.error(error);
      refuse(socket, "500 Internal Server Error");
    }
  });
}

/**
 * The session of an upgrade. Its response carries no cookie: after a refresh, a page or an API
 * call has to deliver the new access token.
 */
async function sessionOf({ headers }: IncomingMessage): Promise<SessionContainer> {
  const token = accessTokenOf(headers.cookie);
  // An upgrade carries no anti-CSRF header: the check of the origin replaces it.
  return getSessionWithoutRequestResponse(token, undefined, { antiCsrfCheck: false });
}

/** The access token in a Cookie header; "" if there is none, or if there are two. */
function accessTokenOf(header = ""): string {
  const values = header
    .split(";")
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie.startsWith("sAccessToken="));
  return values.length === 1 ? (values[0] ?? "").slice("sAccessToken=".length) : "";
}

/** Closes a socket when the access token expires, and when the session is revoked. */
function endWithSession(live: WebSocket, session: SessionContainer): void {
  const { exp } = session.getAccessTokenPayload();
  const end = () => live.close(sessionEnded);
  const expiry = setTimeout(end, Number(exp) * 1000 - Date.now());
  const recheck = setInterval(async () => {
    try {
      if (!(await getSessionInformation(session.getHandle()))) end();
    } catch (error) {
      console.error(error);
      live.close(unknown);
    }
  }, recheckInterval);
  live.on("close", () => {
    clearTimeout(expiry);
    clearInterval(recheck);
  });
  live.on("error", console.error);
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
