import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type CoreRequest, coreExchanges, nameMinted } from "../../contract/core-wire.ts";
import { Names, withRelativeExpiry } from "../../contract/names.ts";
import { sessionHeaders } from "../../contract/recorded.ts";
import type { Exchange } from "../../results/runs.ts";
import { proxy } from "../../sandboxes/lab/proxy.ts";
import type { Outgoing } from "../../sandboxes/lab/wire-log.ts";
import type { FrontEndCore } from "./core.ts";

/** What the browser sees of a web server: everything goes through, and is written down. */
export interface Wire {
  /** Its origin. */
  url: string;
  /** Where the app listens. */
  appPort: number;
  /** What is written down from now on begins here. */
  clear(): void;
  /** Something that happens before the next exchange. */
  note(event: string): void;
  /** From here on `value` reads `<name>`. */
  name(value: string, name: string): void;
  /** The tokens that a session starts with. */
  minted(accessToken: string, refreshToken: string): void;
  /** What went over the wire since `clear`: pages, form posts and fetches, no assets. */
  exchanges(): Exchange[];
  close(): Promise<void>;
}

interface Entry {
  events: string[];
  request: { method: string; path: string; headers: IncomingMessage["headers"] };
  core: readonly CoreRequest[];
  outgoing?: Outgoing;
}

/** A request header that says who sends it, where that is not the browser. */
export const senderHeader = "x-sender";

/** The cookies that a session is made of; the SDK has others, for itself. */
const told = ["sAccessToken", "sRefreshToken", "sFrontToken", "sAntiCsrf"];

/** Starts to listen. The app it stands in front of is named later, by `appPort`: it needs to know this origin. */
export async function startWire(core: FrontEndCore): Promise<Wire> {
  let names = new Names();
  let entries: Entry[] = [];
  let events: string[] = [];
  let logged = 0;

  const server = createServer((req, res) => {
    const { method = "GET", url = "/", headers } = req;
    const entry: Entry = { events, request: { method, path: url, headers }, core: [] };
    // What a page consists of is the same in every scenario.
    const page = ["document", "empty"].includes(String(headers["sec-fetch-dest"] ?? "empty"));
    if (page) {
      events = [];
      entries.push(entry);
    }
    const mine = entries;
    proxy(req, res, wire.appPort, (outgoing) => {
      if (!page || mine !== entries) return;
      entry.outgoing = outgoing;
      entry.core = core.control.requests.slice(logged);
      logged = core.control.requests.length;
    });
  });
  const wire: Wire = {
    url: "",
    appPort: 0,
    clear() {
      names = new Names();
      names.add(wire.url, "web server");
      entries = [];
      events = [];
      logged = core.control.requests.length;
    },
    note: (event) => events.push(event),
    name: (value, name) => names.add(value, name),
    minted: (accessToken, refreshToken) => names.addMinted([accessToken], [refreshToken]),
    exchanges() {
      return entries.map(({ outgoing, ...entry }) => {
        if (!outgoing) throw new Error(`No response to ${entry.request.path} yet`);
        nameMinted(entry.core, names);
        return exchange(entry, outgoing, names);
      });
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  wire.url = `http://localhost:${(server.address() as AddressInfo).port}`;
  wire.clear();
  return wire;
}

function exchange(
  { events, request, core }: Omit<Entry, "outgoing">,
  outgoing: Outgoing,
  names: Names,
): Exchange {
  const { [senderHeader]: sender, "content-type": type, rid, cookie = "" } = request.headers;
  const headers: Record<string, string> = {};
  if (rid) headers.rid = String(rid);
  if (type) headers["content-type"] = type;
  const cookies = cookie.split("; ").filter((text) => told.includes(text.split("=")[0] ?? ""));
  if (cookies.length) headers.cookie = frontToken(names.in(cookies.sort().join("; ")));

  const setCookies = outgoing.setCookies.map((text) =>
    withRelativeExpiry(names.in(text), Date.now()),
  );
  const note = outgoing.headers["front-token"];
  // It has the number of the access token that it is about.
  const about = /sAccessToken=<access token( \d+)?>/.exec(setCookies.join("\n"));
  if (note && note !== "remove") names.add(note, `front token${about?.[1] ?? ""}`);
  const answer: Exchange["response"]["headers"] = {};
  for (const name of sessionHeaders) {
    const value = outgoing.headers[name];
    if (value !== undefined) answer[name] = names.in(value);
  }
  if (setCookies.length) answer["set-cookie"] = setCookies;
  const { requestBody, responseBody } = outgoing;
  return {
    ...(events.length && { events }),
    ...(sender && { note: String(sender) }),
    request: {
      method: request.method,
      path: names.in(request.path),
      headers,
      ...(requestBody !== undefined && { body: names.inJson(requestBody) }),
    },
    core: coreExchanges(core, names),
    response: {
      status: outgoing.status,
      headers: answer,
      ...(responseBody !== undefined && { body: names.inJson(responseBody) }),
    },
  };
}

/** The front token for the access token that a session starts with, which no response here has contained. */
function frontToken(cookies: string): string {
  return cookies.replace(/sFrontToken=(?!remove|<)[^;]+/, "sFrontToken=<front token>");
}
