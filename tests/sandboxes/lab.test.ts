import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, type RequestListener, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from "vitest";
import { buildSandbox } from "../../sandboxes/build.ts";
import { compose, writeFiles } from "../../sandboxes/compose.ts";
import { freePort } from "../../sandboxes/lab/app-process.ts";
import { createHostCheck, previewHosts } from "../../sandboxes/lab/host-check.ts";
import { closed, listen } from "../../sandboxes/lab/listen.ts";
import { proxy } from "../../sandboxes/lab/proxy.ts";
import type { SessionView } from "../../sandboxes/lab/tricks.ts";
import type { Exchange, WireEntry } from "../../sandboxes/lab/wire-log.ts";
import { type Running, startListening } from "../support/command.ts";
import { node, webContainerEnv } from "../support/node-22.ts";

/** A sandbox that runs, and its port. */
interface Sandbox {
  running: Running;
  port: number;
}

async function start(
  cwd: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Sandbox> {
  const port = await freePort();
  const running = await startListening(node, args, {
    cwd,
    env: webContainerEnv({ PORT: String(port), ...env }),
  });
  return { running, port };
}

/** A server of this process on a free port, until the test ends. */
async function listening(respond: RequestListener): Promise<{ server: Server; port: number }> {
  const server = await listen(respond, 0, "localhost");
  onTestFinished(() => closed(server));
  return { server, port: (server.address() as AddressInfo).port };
}

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}
interface Received {
  status: number;
  headers: IncomingMessage["headers"];
  text: string;
}

/** Sends a request as it is given: `fetch` normalises paths and sets Host and Origin itself. */
function send(port: number, path: string, { method, headers, body }: Sent = {}) {
  return new Promise<Received>((resolve, reject) => {
    const outgoing = request({ port, host: "localhost", path, method, headers, agent: false });
    outgoing.on("error", reject);
    outgoing.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("error", reject);
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    outgoing.end(body);
  });
}

/** Sends bytes; settles with everything that came back when the other side has closed the connection. */
async function sendRaw(port: number, text: string): Promise<string> {
  const socket = connect(port, "localhost");
  let received = "";
  socket.setEncoding("latin1");
  socket.setTimeout(5000, () => socket.destroy());
  socket.on("data", (chunk) => {
    received += chunk;
  });
  socket.on("error", () => undefined);
  socket.write(text);
  await once(socket, "close");
  return received;
}

async function wire(port: number, after = 0): Promise<WireEntry[]> {
  const { text } = await send(port, `/lab/wire?after=${after}`);
  return (JSON.parse(text) as { entries: WireEntry[] }).entries;
}

/** The last request that the log has. */
async function lastExchange(port: number): Promise<Exchange> {
  const found = (await wire(port)).findLast((entry) => entry.kind === "browser");
  if (found?.kind !== "browser") throw new Error("The log has no request");
  return found;
}

const json = { "content-type": "application/json" };
const form = { "content-type": "application/x-www-form-urlencoded" };
const nested = (depth: number) => `{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`;

describe("the lab of the Express sandbox", () => {
  let sandbox: Sandbox;
  let port: number;

  beforeAll(async () => {
    sandbox = await start(await buildSandbox("express"), ["--run", "start"]);
    ({ port } = sandbox);
  });
  afterAll(() => sandbox?.running.stop());
  /** After every test: the process still serves the app and the lab, and reported no error of its own. */
  afterEach(async () => {
    expect(sandbox.running.output().err).not.toMatch(/RangeError|TypeError|unexpected|failed/);
    expect((await send(port, "/welcome")).status).toBe(200);
    expect((await send(port, "/lab/wire")).status).toBe(200);
  });

  /** Signs in; gives the access token cookie. */
  async function signIn(user = "alice"): Promise<string> {
    const { headers } = await send(port, "/login", {
      method: "POST",
      headers: { ...form, accept: "application/json" },
      body: `user=${user}`,
    });
    const cookie = headers["set-cookie"]?.find((text) => text.startsWith("sAccessToken="));
    return cookie?.split(";")[0] ?? "";
  }
  const trick = async (name: string, cookie: string) => {
    const response = await send(port, `/lab/${name}`, {
      method: "POST",
      headers: { "x-lab": "1", cookie },
    });
    const replaced = response.headers["set-cookie"]?.[0]?.split(";")[0];
    return { ...response, cookie: replaced ?? cookie };
  };
  const session = async (cookie: string) =>
    JSON.parse((await send(port, "/lab/session", { headers: { cookie } })).text) as SessionView;

  describe("survives what a visitor sends", () => {
    test("JSON nested 7,900 deep reaches the app, and the log shows its outer levels", async () => {
      const { status } = await send(port, "/api/user", {
        method: "POST",
        headers: json,
        body: nested(7900),
      });
      expect(status).toBe(401);
      const { path, fields } = await lastExchange(port);
      expect(path).toBe("/api/user");
      expect(JSON.stringify(fields)).toMatch(/^\{"a":\[{5,30}"…"\]{5,30}\}$/);
    });

    test("JSON with 7,000 members is logged in part", async () => {
      const body = `[${"0,".repeat(7000)}0]`;
      expect(
        (await send(port, "/api/user", { method: "POST", headers: json, body })).status,
      ).toBe(401);
      expect(JSON.stringify((await lastExchange(port)).fields).length).toBeLessThan(5000);
    });

    test.each([
      ["a user id that cannot become a text", '{"sub":{"toString":null,"valueOf":null}}'],
      ["an expiry that cannot become a number", '{"exp":{"toString":null,"valueOf":null}}'],
      ["an object as session handle", '{"sub":"a","exp":1,"sessionHandle":{"toString":null}}'],
      ["a user id nested 4,000 deep", `{"sub":${nested(4000)}}`],
      [
        "a claim nested 4,000 deep",
        `{"sub":"a","exp":1,"sessionHandle":"a","x":${nested(4000)}}`,
      ],
      ["no claims", "{}"],
    ])("an access token with %s is no token", async (_, claims) => {
      const part = (text: string) => Buffer.from(text).toString("base64url");
      const cookie = `sAccessToken=${part('{"alg":"RS256","kid":"x"}')}.${part(claims)}.AAAA`;
      const headers = { cookie, accept: "text/html" };
      expect((await send(port, "/dashboard", { headers })).status).toBe(302);
      expect((await lastExchange(port)).sent[0]?.name).toBe("sAccessToken");
      expect(await session(cookie)).toEqual({ state: "unreadable" });
      for (const name of ["expire", "tamper", "revoke"]) {
        expect([name, (await trick(name, cookie)).status]).toEqual([name, 409]);
      }
    });

    test.each([
      [
        "a method that is not known",
        "SMUGGLE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        /^HTTP\/1\.1 400 /,
      ],
      ["no HTTP at all", "\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", /^HTTP\/1\.1 400 /],
      [
        "a header without a name",
        "GET / HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n",
        /^HTTP\/1\.1 400 /,
      ],
      [
        "headers of 40 kB",
        `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(40_000)}\r\n\r\n`,
        /^HTTP\/1\.1 431 /,
      ],
      [
        "CONNECT",
        "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n",
        /^(?:HTTP\/1\.1 [45]|$)/,
      ],
      [
        "an upgrade",
        "GET /welcome HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n",
        /^HTTP\/1\.1 200 /,
      ],
      [
        "garbage behind a request",
        "GET /lab HTTP/1.1\r\nHost: localhost\r\n\r\n\x00\x01garbage\r\n\r\n",
        /HTTP\/1\.1 [24]00 /,
      ],
      [
        "a chunk that is none",
        "POST /api/user HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        /^(?:HTTP\/1\.1 4|$)/,
      ],
    ])("%s", async (_, text, response) => {
      expect(await sendRaw(port, text)).toMatch(response);
    });

    test("an upload that is broken off", async () => {
      for (let count = 0; count < 5; count += 1) {
        const socket = connect(port, "localhost");
        await once(socket, "connect");
        socket.write(
          "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\nuser=",
        );
        await new Promise((resolve) => setTimeout(resolve, 30));
        socket.resetAndDestroy();
      }
    });

    test("downloads that are broken off", async () => {
      for (let count = 0; count < 5; count += 1) {
        const socket = connect(port, "localhost");
        await once(socket, "connect");
        socket.write("GET /refresh-session HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(3));
        await once(socket, "data");
        socket.resetAndDestroy();
      }
    });
  });

  describe("serves the lab at /lab only", () => {
    test.each([
      ["//[", 400],
      ["//x/lab", 404],
      ["//lab", 404],
      ["/lab", 200],
      ["/lab/none", 404],
    ])("%s: %i", async (path, status) => {
      const response = await send(port, path);
      expect(response.status).toBe(status);
      if (status !== 200) expect(response.text).not.toContain("Session lab");
    });
  });

  describe("refuses what a foreign page can send", () => {
    const evil = () => ({ host: `evil.example:${port}` });

    test.each(["/lab", "/lab/wire", "/lab/session", "/lab/panel.js"])(
      "GET %s under a foreign Host, which is DNS rebinding",
      async (path) => {
        const { status, text } = await send(port, path, { headers: evil() });
        expect(status).toBe(403);
        expect(text).toMatch(/^\{"problem":"The lab responds only on localhost/);
      },
    );

    test.each([
      "evil.example",
      "localhost.evil.example",
      "localhost@evil.example",
      "127.0.0.1.evil.example",
      "x.webcontainer.io",
    ])("the Host %s", async (host) => {
      expect((await send(port, "/lab/wire", { headers: { host } })).status).toBe(403);
    });

    test("no Host at all", async () => {
      expect(await sendRaw(port, "GET /lab/wire HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1\.1 403 /);
    });

    test.each(["https://evil.example", "null", "http://localhost:1", "nonsense"])(
      "the Origin %s",
      async (origin) => {
        expect((await send(port, "/lab/wire", { headers: { origin } })).status).toBe(403);
        const cookie = await signIn();
        const headers = { "x-lab": "1", cookie, origin };
        expect((await send(port, "/lab/revoke", { method: "POST", headers })).status).toBe(403);
        expect((await session(cookie)).state).toBe("valid");
      },
    );

    test("but serves its own page, on each name of this machine", async () => {
      for (const name of ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"]) {
        const headers = {
          host: `${name}:${port}`,
          origin: `http://${name.toLowerCase()}:${port}`,
        };
        expect([name, (await send(port, "/lab/wire", { headers })).status]).toEqual([
          name,
          200,
        ]);
      }
    });
  });

  describe("masks credentials in its log", () => {
    const bodies: [string, Record<string, string>, string][] = [
      [
        "a form",
        form,
        "user=alice&password=hunter2&new_password=hunter2&pass=hunter2&clientSecret=hunter2",
      ],
      [
        "JSON",
        json,
        '{"user":"alice","passwd":"hunter2","nested":[{"api-key":"hunter2","secret":{"a":"hunter2"}}]}',
      ],
      [
        "the form fields of the SDK",
        json,
        '{"formFields":[{"id":"email","value":"alice"},{"id":"password","value":"hunter2"}]}',
      ],
      [
        "a one-time token",
        json,
        '{"user":"alice","token":"hunter2","userInputCode":"hunter2"}',
      ],
    ];
    test.each(bodies)("of %s", async (_, headers, body) => {
      await send(port, "/api/user", { method: "POST", headers, body });
      const { fields } = await lastExchange(port);
      expect(JSON.stringify(fields)).toContain("alice");
      expect((await send(port, "/lab/wire")).text).not.toContain("hunter2");
    });

    test("of query strings, also within a return URL", async () => {
      const inner = encodeURIComponent("/reset?token=hunter2&step=1");
      await send(port, `/login?tab=1&token=hunter2&redirectBack=${inner}`);
      const { path } = await lastExchange(port);
      expect(path).toMatch(/^\/login\?tab=1&token=[^&]+&redirectBack=%2Freset%3Ftoken%3D/);
      expect((await send(port, "/lab/wire")).text).not.toContain("hunter2");
    });

    test("and keeps the tokens of the session visible by name", async () => {
      await signIn();
      const { set, core } = await lastExchange(port);
      expect(set.map(({ value }) => value).join()).toMatch(
        /access token \d+.*refresh token \d+/,
      );
      expect(JSON.stringify(core)).toMatch(/"accessToken":\{"token":"access token \d+"/);
      expect(JSON.stringify(core)).toMatch(/"refreshToken":\{"token":"refresh token \d+"/);
    });
  });

  describe("verifies the access token before it says whose session it is", () => {
    test("valid", async () => {
      const view = await session(await signIn());
      expect(view).toMatchObject({ state: "valid", accessToken: { userId: "alice" } });
    });
    test("expired", async () => {
      const { cookie } = await trick("expire", await signIn());
      expect(await session(cookie)).toMatchObject({ state: "expired" });
    });
    test("revoked", async () => {
      const { cookie } = await trick("revoke", await signIn());
      expect(await session(cookie)).toMatchObject({ state: "ended" });
    });
    test("tampered with", async () => {
      const { cookie } = await trick("tamper", await signIn());
      const view = await session(cookie);
      expect(view).toMatchObject({ state: "forged", accessToken: { userId: "mallory" } });
      // The core would sign whatever this token says.
      expect((await trick("expire", cookie)).status).toBe(409);
      expect((await trick("revoke", cookie)).status).toBe(409);
    });
    test.each([
      ["another algorithm", { alg: "none" }],
      ["a key that the core does not have", { kid: "d-other" }],
    ])("%s", async (_, changed) => {
      const [header = "", ...rest] = (await signIn()).slice("sAccessToken=".length).split(".");
      const claims = JSON.parse(Buffer.from(header, "base64url").toString()) as object;
      const forged = Buffer.from(JSON.stringify({ ...claims, ...changed })).toString(
        "base64url",
      );
      const { state } = await session(`sAccessToken=${[forged, ...rest].join(".")}`);
      expect(state).toBe("kid" in changed ? "unknown-key" : "forged");
    });
    test("a signature with a character that is not base64url", async () => {
      expect((await session(`${await signIn()}!`)).state).toBe("forged");
    });
    test("none", async () => {
      expect(await session("")).toEqual({ state: "none" });
    });
  });
});

/** An app that misbehaves as its path says. */
const badApp = `
import { createServer } from "node:net";
createServer((socket) => {
  socket.on("error", () => {});
  socket.once("data", (data) => {
    const [, path] = String(data).split(" ");
    const json = "HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nConnection: close\\r\\n";
    if (path === "/closes") return socket.destroy();
    if (path === "/closes-in-headers") return socket.end("HTTP/1.1 200 OK\\r\\nA: ");
    if (path === "/closes-in-body") return socket.end(json + "Content-Length: 1000\\r\\n\\r\\n{\\"a\\":");
    if (path === "/resets-in-body") { socket.write(json + "Content-Length: 1000\\r\\n\\r\\n{"); return setTimeout(() => socket.resetAndDestroy(), 50); }
    if (path === "/closes-in-chunk") return socket.end(json + "Transfer-Encoding: chunked\\r\\n\\r\\nff\\r\\n{");
    if (path === "/garbage") return socket.end("garbage\\r\\n\\r\\n");
    if (path === "/status-0") return socket.end("HTTP/1.1 000 None\\r\\nContent-Length: 0\\r\\n\\r\\n");
    if (path === "/status-999") return socket.end("HTTP/1.1 999 \\u0001\\u00e9\\r\\nContent-Length: 0\\r\\n\\r\\n");
    if (path === "/control-character") return socket.end("HTTP/1.1 200 OK\\r\\nX: \\u0001\\u007f\\r\\nContent-Length: 0\\r\\n\\r\\n");
    if (path === "/switches") return socket.write("HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: x\\r\\nConnection: Upgrade\\r\\n\\r\\n");
    if (path === "/long-header") return socket.end("HTTP/1.1 200 OK\\r\\nX: " + "x".repeat(100000) + "\\r\\nContent-Length: 0\\r\\n\\r\\n");
    if (path === "/deep") { const body = "[".repeat(7900) + "]".repeat(7900); return socket.end(json + "Content-Length: " + body.length + "\\r\\n\\r\\n" + body); }
    if (path === "/cookies") return socket.end(json + "Set-Cookie: =; ;;\\r\\nSet-Cookie: sAccessToken=a.eyJzdWIiOnsidG9TdHJpbmciOm51bGx9fQ.c; Expires=never\\r\\nLocation: //[\\r\\nContent-Length: 2\\r\\n\\r\\n{}");
    if (path === "/echo") return setTimeout(() => socket.end(json + "\\r\\n" + JSON.stringify(String(data))), 100);
    socket.end(json + "Content-Length: 2\\r\\n\\r\\n{}");
  });
}).listen(Number(process.env.PORT), "127.0.0.1", () => console.log("Listening on " + process.env.PORT));
`;

describe("the lab in front of an app that misbehaves", () => {
  let folder: string;
  let sandbox: Sandbox;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "lab-bad-app-"));
    const { files } = await compose("express");
    const lab = Object.entries(files).filter(([path]) => path.startsWith("lab/"));
    await writeFiles({ title: "", open: "", files: Object.fromEntries(lab) }, folder);
    writeFileSync(join(folder, "app.mjs"), badApp);
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    sandbox = await start(folder, ["lab/start.ts", "node", "app.mjs"]);
  });
  afterAll(async () => {
    await sandbox?.running.stop();
    rmSync(folder, { recursive: true });
  });

  /** The status; "cut" where the response ends before it is complete. */
  const outcome = (path: string, sent?: Sent) =>
    send(sandbox.port, path, sent).then(
      ({ status }) => status,
      () => "cut",
    );

  test.each([
    ["/closes", 502],
    ["/closes-in-headers", 502],
    ["/closes-in-body", "cut"],
    ["/resets-in-body", "cut"],
    ["/closes-in-chunk", "cut"],
    ["/garbage", 502],
    ["/status-0", 502],
    ["/status-999", 502],
    ["/control-character", 502],
    ["/switches", 502],
    ["/long-header", 502],
    ["/deep", 200],
    ["/cookies", 200],
    ["/good", 200],
  ])("%s: the visitor sees %s, the log has it, the lab lives", async (path, expected) => {
    expect(await outcome(path)).toEqual(expected);
    expect((await lastExchange(sandbox.port)).path).toBe(path);
    expect(await outcome("/good")).toBe(200);
    expect(sandbox.running.output().err).toBe("");
  });

  test("an error that nobody handles is reported, and the sandbox goes on", async () => {
    writeFileSync(
      join(folder, "fault.mjs"),
      `process.on("SIGUSR2", () => { Promise.reject(new Error("rejected")); throw new Error("thrown"); });`,
    );
    const args = ["--import", "./fault.mjs", "lab/start.ts", "node", "app.mjs"];
    const { running, port } = await start(folder, args);
    onTestFinished(running.stop);
    running.child.kill("SIGUSR2");
    await expect.poll(() => running.output().err).toMatch(/Error: thrown.+Error: rejected/s);
    expect((await send(port, "/good")).status).toBe(200);
  });

  test("a log that fails does not keep the response from the visitor", async () => {
    const reported = vi.spyOn(console, "error").mockReturnValue();
    onTestFinished(() => reported.mockRestore());
    const { port: appPort } = await listening((_req, res) => res.end("from the app"));
    const { port } = await listening((req, res) =>
      proxy(req, res, appPort, () => {
        throw new Error("no log");
      }),
    );
    expect((await send(port, "/")).text).toBe("from the app");
    expect(reported).toHaveBeenCalledOnce();
  });

  test("a listener that cannot accept a connection goes on", async () => {
    const reported = vi.spyOn(console, "error").mockReturnValue();
    onTestFinished(() => reported.mockRestore());
    const { server, port } = await listening((_req, res) => res.end("still here"));
    server.emit("error", new Error("EMFILE"));
    expect(reported).toHaveBeenCalledWith("Cannot accept a connection: EMFILE");
    expect((await send(port, "/")).text).toBe("still here");
  });

  test("a body of a GET reaches the app as a body, not as a second request", async () => {
    const { text } = await send(sandbox.port, "/echo", {
      method: "GET",
      headers: { "transfer-encoding": "chunked" },
      body: "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n",
    });
    expect(JSON.parse(text)).toMatch(/\r\ntransfer-encoding: chunked\r\n/i);
  });
});

describe("what a sandbox is reachable by", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await buildSandbox("express");
  });

  async function started(env: Record<string, string>): Promise<Sandbox & { err: string }> {
    const sandbox = await start(folder, ["--run", "start"], env);
    return { ...sandbox, err: sandbox.running.output().err };
  }

  test("HOST=0.0.0.0: one line says that others reach it, and what they can do", async () => {
    const { running, err, port } = await started({ HOST: "0.0.0.0" });
    await running.stop();
    expect(err).toBe(
      `HOST=0.0.0.0: everybody who can reach port ${port} of this machine can sign in as any user, and read and change every session in the lab. Leave HOST out to serve this machine only.\n`,
    );
  });

  test.each([{}, { HOST: "127.0.0.1" }, { HOST: "localhost" }])(
    "%o: no warning",
    async (env) => {
      const { running, err } = await started(env as Record<string, string>);
      await running.stop();
      expect(err).toBe("");
    },
  );

  test("HOST=0.0.0.0 with a core of one's own: the app alone, and the line names no lab", async () => {
    const { running, err, port } = await started({
      HOST: "0.0.0.0",
      SUPERTOKENS_CORE_URI: "http://localhost:9",
    });
    await running.stop();
    expect(err).toContain(
      `HOST=0.0.0.0: everybody who can reach port ${port} of this machine can sign in as any user. Leave HOST out`,
    );
  });

  test("the host of ORIGIN is served the lab, for a proxy that passes it on", async () => {
    const { running, port } = await started({ ORIGIN: "https://App.example:8443" });
    try {
      const status = async (headers: Record<string, string>) =>
        (await send(port, "/lab/wire", { headers })).status;
      expect(await status({ host: "app.example:8443" })).toBe(200);
      expect(await status({ host: "app.example", origin: "https://app.example:8443" })).toBe(
        200,
      );
      expect(
        await status({ host: `localhost:${port}`, origin: "https://app.example:8443" }),
      ).toBe(200);
      expect(await status({ host: "other.example" })).toBe(403);
    } finally {
      await running.stop();
    }
  });

  test("an ORIGIN that is none is refused in one line", async () => {
    await expect(started({ ORIGIN: "app.example" })).rejects.toThrow(
      'ORIGIN must be an origin such as https://app.example.com, not "app.example"',
    );
  });

  test.each([
    ["x--3000--ab12.local-credentialless.webcontainer.io", true],
    ["x.stackblitz.io", true],
    ["x.webcontainer.io.evil.example", false],
    ["evilwebcontainer.io", false],
  ])("in a WebContainer, the preview's Host %s: %s", (host, allowed) => {
    const headers = { host, origin: `https://${host}` };
    const check = (inWebContainer: boolean) =>
      createHostCheck("http://localhost:3000", previewHosts(3000, {}, inWebContainer));
    expect(check(true)({ headers })).toBe(allowed);
    expect(check(true)({ headers: { ...headers, host: "localhost:3000" } })).toBe(allowed);
    expect(check(false)({ headers })).toBe(false);
  });

  // The port forwarding of Codespaces replaces Origin by that of localhost.
  test.each([
    ["my-codespace-3000.app.github.dev", true],
    ["localhost:3000", true],
    ["other-3000.app.github.dev", false],
    ["my-codespace-3001.app.github.dev", false],
  ])("in a codespace, the Host %s: %s", (host, allowed) => {
    const previews = previewHosts(3000, { CODESPACE_NAME: "my-codespace" }, false);
    const headers = { host, origin: "http://localhost:3000" };
    expect(createHostCheck("http://localhost:3000", previews)({ headers })).toBe(allowed);
    expect(createHostCheck("http://localhost:3000", [])({ headers })).toBe(
      host === "localhost:3000",
    );
  });
});
