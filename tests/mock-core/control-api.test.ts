import { request } from "node:http";
import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { endCommands, startCommand } from "./command.ts";

// The control API over HTTP, of a mock core in a process of its own: whatever it is sent, it gives a response, its state
// stays whole, and the process runs on.

type Body = { [name: string]: unknown };

let url: string;
let controlUrl: string;
let ended: string | undefined;
beforeAll(async () => {
  const command = startCommand("--port", "0", "--control-port", "0");
  command.ended.then(({ code, err }) => {
    ended = `code ${code}: ${err}`;
  });
  url = await command.url();
  controlUrl = await command.printed(/Control API on (\S+)/);
});
afterAll(endCommands);
beforeEach(() => call("reset", {}));

async function send(path: string, body: string) {
  const response = await fetch(`${controlUrl}/${path}`, { method: "POST", body });
  return { status: response.status, text: await response.text() };
}

const call = (path: string, body: unknown) => send(path, JSON.stringify(body));

const resultOf = async (path: string, body: unknown = {}) => {
  const { status, text } = await call(path, body);
  expect(status, text).toBe(200);
  return JSON.parse(text).result;
};

/** Everything that a call must leave as it is when it is refused, and that the core responds. */
async function state() {
  const hello = await fetch(`${url}/hello`);
  const { clock, ...rest } = await resultOf("snapshot");
  return { hello: [hello.status, await hello.text()], clock, ...rest };
}

async function filled() {
  await call("reset", {});
  const session = await resultOf("createSession", { userId: "ada", payload: { a: 1 } });
  await resultOf("createUser", {
    email: "a@b.c",
    password: "secret1",
    id: "ada",
    roles: ["r"],
  });
  await resultOf("clock/set", { ms: 1_800_000_000_000 });
  return session;
}

/** Every method with arguments that are right, and what is right for each: a kind of JSON value or a range. */
const methods: Record<string, Record<string, { right: unknown; kind: string }>> = {
  createSession: {
    userId: { right: "ada", kind: "string" },
    payload: { right: {}, kind: "object" },
    userDataInDatabase: { right: {}, kind: "object" },
    useDynamicSigningKey: { right: true, kind: "boolean" },
    antiCsrf: { right: false, kind: "boolean" },
    tenantId: { right: "public", kind: "string" },
    appId: { right: "public", kind: "string" },
  },
  createUser: {
    email: { right: "x@y.z", kind: "string" },
    password: { right: "secret1", kind: "string" },
    id: { right: "grace", kind: "string" },
    roles: { right: ["r"], kind: "list" },
    emailVerified: { right: true, kind: "boolean" },
    thirdParty: { right: { id: "google", userId: "g" }, kind: "object" },
    phoneNumber: { right: "+491", kind: "string" },
    metadata: { right: {}, kind: "object" },
    tenantId: { right: "public", kind: "string" },
    appId: { right: "public", kind: "string" },
  },
  createSignedInUser: {
    email: { right: "s@y.z", kind: "string" },
    password: { right: "secret1", kind: "string" },
    payload: { right: {}, kind: "object" },
    userDataInDatabase: { right: {}, kind: "object" },
  },
  takeCode: {
    to: { right: "a@b.c", kind: "string" },
    timeoutMs: { right: 1, kind: "number" },
  },
  takeLink: {
    to: { right: "a@b.c", kind: "string" },
    kind: { right: "sign-in", kind: "choice" },
    website: { right: "http://x", kind: "string" },
    timeoutMs: { right: 1, kind: "number" },
  },
  mintAccessToken: {
    userId: { right: "ada", kind: "string" },
    sessionHandle: { right: "h", kind: "string" },
    payload: { right: {}, kind: "object" },
    claims: { right: {}, kind: "object" },
    header: { right: {}, kind: "object" },
    issuedAt: { right: 0, kind: "number" },
    expiresInMs: { right: 0, kind: "number" },
    key: { right: "static", kind: "choice" },
    kid: { right: "k", kind: "string" },
    algorithm: { right: "none", kind: "choice" },
    version: { right: 4, kind: "choice" },
    appId: { right: "public", kind: "string" },
    removeClaims: { right: ["exp"], kind: "list" },
  },
  expire: { accessToken: { right: "", kind: "string" } },
  revoke: { sessionHandle: { right: "", kind: "string" } },
  revokeUser: { userId: { right: "", kind: "string" } },
  rotateKeys: {
    forgetOld: { right: true, kind: "boolean" },
    appId: { right: "public", kind: "string" },
  },
  "clock/set": { ms: { right: 5, kind: "number" } },
  "clock/advance": { ms: { right: 5, kind: "number" } },
  outage: {
    mode: { right: "error", kind: "choice" },
    paths: { right: "/nope", kind: "pattern" },
    delayMs: { right: 1, kind: "number" },
    status: { right: 500, kind: "number" },
    times: { right: 1, kind: "number" },
  },
  answerNext: {
    match: { right: "/nope", kind: "pattern" },
    status: { right: 200, kind: "number" },
    headers: { right: {}, kind: "object" },
  },
  takeRequest: {
    match: { right: "/nope", kind: "pattern" },
    timeoutMs: { right: 1, kind: "number" },
  },
  restore: { snapshot: { right: {}, kind: "object" } },
};

const hugeNumbers = [9e15, -9e15, 1e300, -1e300, Number.MAX_VALUE];
const oddStrings = ["__proto__", "constructor", "", "\0", "x".repeat(2000), "😀"];
const json = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom<unknown>(...hugeNumbers, ...oddStrings, null, [], {}, [[[]]], [null], [{}]),
);
const isObject = (value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value);
/** Whether a value is wrong for a kind, whatever its content. */
const isWrong: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value !== "string",
  boolean: (value) => typeof value !== "boolean",
  number: (value) => typeof value !== "number" || hugeNumbers.includes(value),
  object: (value) => !isObject(value),
  list: (value) => !Array.isArray(value) || value.some((each) => typeof each !== "string"),
  pattern: (value) => typeof value !== "string" && !isObject(value),
  choice: (value) => !["static", "none", 3, 4, 5, "error"].includes(value as string),
};
const anyField = fc.constantFrom(
  ...Object.entries(methods).flatMap(([method, fields]) =>
    Object.keys(fields).map((field) => ({ method, field })),
  ),
);
const argumentsOf = (method: string): Body =>
  Object.fromEntries(
    Object.entries(methods[method] ?? {}).map(([name, { right }]) => [name, right]),
  );
const kindOf = (method: string, field: string) => methods[method]?.[field]?.kind ?? "";

describe("what it refuses changes nothing", () => {
  test("every field of every method with a value of a wrong type", {
    timeout: 120_000,
  }, async () => {
    await filled();
    const before = await state();
    const nested = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    await fc.assert(
      fc.asyncProperty(anyField, json, async ({ method, field }, value) => {
        fc.pre(isWrong[kindOf(method, field)]?.(value) ?? false);
        const { status, text } = await call(method, { ...argumentsOf(method), [field]: value });
        expect([method, status, JSON.parse(text)]).toEqual([
          method,
          400,
          { error: expect.any(String) },
        ]);
      }),
      { numRuns: 400 },
    );
    for (const [method, fields] of Object.entries(methods)) {
      for (const field of Object.keys(fields)) {
        const rest = JSON.stringify({ ...argumentsOf(method), [field]: "HERE" });
        const { status } = await send(method, rest.replace('"HERE"', nested));
        expect([method, field, status]).toEqual([method, field, 400]);
      }
      for (const body of ["[]", "null", "1", '"x"', "{", "\0", nested]) {
        const { status } = await send(method, body);
        expect([method, body.slice(0, 9), status]).toEqual([method, body.slice(0, 9), 400]);
      }
    }
    expect(await state()).toEqual(before);
    expect(ended).toBeUndefined();
  });

  test("a snapshot with anything in any place is refused, or restored and works", {
    timeout: 120_000,
  }, async () => {
    await filled();
    const good = await resultOf("snapshot");
    const places: string[][] = [];
    const walk = (value: unknown, place: string[]) => {
      if (place.length > 0) places.push(place);
      if (typeof value === "object" && value !== null)
        for (const [name, member] of Object.entries(value)) walk(member, [...place, name]);
    };
    walk(good, []);
    let before = await state();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), json, async (place, value) => {
        const changed = structuredClone(good);
        const parent = place
          .slice(0, -1)
          .reduce<Body>((at, name) => at[name] as Body, changed as Body);
        parent[place.at(-1) ?? ""] = value;
        const { status, text } = await call("restore", { snapshot: changed });
        expect([200, 400], text).toContain(status);
        if (status === 200) {
          const made = await fetch(`${url}/recipe/session/remove`, {
            method: "POST",
            body: '{"sessionHandles":[]}',
          });
          expect([200, 401, 403], await made.text()).toContain(made.status);
          expect((await call("createSession", { userId: "ada" })).status).toBe(200);
          await resultOf("snapshot");
          await resultOf("restore", { snapshot: good });
          before = await state();
        } else expect(await state()).toEqual(before);
      }),
      { numRuns: 150 },
    );
    expect(ended).toBeUndefined();
  });

  test.each([
    ["clock/set", { ms: 9e15 }, /clock must be from 0 to 253402300799999 ms/],
    ["clock/set", { ms: -1 }, /clock must be/],
    ["clock/set", { ms: null }, /^ms must be a number$/],
    ["clock/advance", { ms: -1e15 }, /clock must be/],
    [
      "restore",
      { snapshot: { format: 3, clock: null, apps: [] } },
      /^clock must be a JSON object$/,
    ],
    [
      "restore",
      { snapshot: { format: 3, clock: { stoppedAt: null, offset: 0 }, apps: [] } },
      /^apps must have the app public$/,
    ],
    ["outage", { mode: "error", status: 99 }, /^status must be an integer from 400 to 599$/],
    ["outage", { mode: "slow", delayMs: 1e12 }, /^delayMs must be an integer/],
    ["outage", { mode: "error", paths: { pattern: "(" } }, /Invalid regular expression/],
    ["answerNext", { status: 1 }, /^status must be an integer from 200 to 599$/],
    ["answerNext", { headers: { "x\n": "y" } }, /^a name in headers must be/],
    ["answerNext", { headers: { x: "y\r\nz: 1" } }, /^headers.x must be/],
    ["answerNext", { headers: { "Content-Length": "1" } }, /^a name in headers must be/],
    ["createSession", { userID: "ada" }, /unknown member userID; allowed: userId, payload/],
    ["createUser", { email: "a@b.c", password: "" }, /Password cannot be an empty string/],
  ])("%s %j", async (method, body, message) => {
    const { status, text } = await call(method, body);
    expect(status).toBe(400);
    expect(JSON.parse(text).error).toMatch(message);
    expect((await call("clock/now", {})).status).toBe(200);
    expect((await fetch(`${url}/hello`)).status).toBe(200);
    expect(ended).toBeUndefined();
  });

  test.each(["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf", ""])(
    "/%s is not a method",
    async (name) => {
      const { status, text } = await call(name, {});
      expect([status, text.slice(0, 32)]).toEqual([404, "Use POST with one of /createSess"]);
    },
  );
});

describe("only programs on this machine can use it", () => {
  const port = () => new URL(controlUrl).port;

  /** The status of a request as written, byte by byte. */
  const statusOf = (...lines: string[]) =>
    new Promise<number>((resolve, reject) => {
      const socket = connect(Number(port()), "127.0.0.1", () =>
        socket.end(`${lines.join("\r\n")}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`),
      );
      socket.on("data", (bytes) =>
        resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(String(bytes))?.[1])),
      );
      socket.on("error", reject);
    });
  const post = "POST /clock/now HTTP/1.1";

  test.each(["localhost", "LOCALHOST", "localhost.", "127.0.0.1", "[::1]"])(
    "Host: %s, with a port and without",
    async (host) => {
      expect(await statusOf(post, `host: ${host}`)).toBe(200);
      expect(await statusOf(post, `host: ${host}:${port()}`)).toBe(200);
    },
  );

  test.each([
    "evil.example",
    "evil.example.",
    "localhost.evil.example",
    "evil-localhost",
    "127.0.0.1.evil.example",
    "127.0.0.1.",
    "127.0.0.2",
    "127.1",
    "2130706433",
    "[::ffff:127.0.0.1]",
    "[::2]",
    "::1",
    "0.0.0.0",
    "localhost@evil.example",
    "localhost:1x",
    "localhost, evil.example",
    "",
  ])("Host: %s is refused, with a port and without", async (host) => {
    expect(await statusOf(post, `host: ${host}`)).toBe(403);
    expect(await statusOf(post, `host: ${host}:${port()}`)).toBe(403);
  });

  test("two Host fields, or none", async () => {
    expect([400, 403]).toContain(await statusOf(post, "host: localhost", "host: evil.example"));
    expect([400, 403]).toContain(await statusOf(post, "host: evil.example", "host: localhost"));
    expect(await statusOf(post)).toBe(400);
    expect(await statusOf("POST /clock/now HTTP/1.0")).toBe(403);
  });

  test("the host of an absolute target counts, not the Host field", async () => {
    const absolute = (host: string) => `POST http://${host}/clock/now HTTP/1.1`;
    expect(await statusOf(absolute("evil.example"), "host: localhost")).toBe(403);
    expect(await statusOf(absolute("localhost@evil.example"), "host: localhost")).toBe(403);
    expect(await statusOf(absolute(`127.0.0.1:${port()}`), "host: evil.example")).toBe(200);
  });

  test.each(["http://localhost:3000", "null", "http://127.0.0.1", ""])(
    "Origin: %j is refused",
    async (origin) => {
      expect(await statusOf(post, "host: localhost", `origin: ${origin}`)).toBe(403);
    },
  );

  test("GET changes nothing", async () => {
    expect(await statusOf("GET /reset HTTP/1.1", "host: localhost")).toBe(404);
  });
});

describe("bodies", () => {
  /** Sends a body of so many bytes in chunks, and gives the status. */
  const upload = (to: string, size: number) =>
    new Promise<number | undefined>((resolve, reject) => {
      const sending = request(to, { method: "POST" }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sending.on("error", reject);
      const chunk = Buffer.alloc(1024 * 1024, " ");
      for (let sent = 0; sent < size; sent += chunk.length)
        sending.write(chunk.subarray(0, size - sent));
      sending.end();
    });

  test("the core takes 1 MiB, the control API 64 MiB", async () => {
    const mega = 1024 * 1024;
    expect(await upload(`${url}/recipe/session`, mega)).toBe(400);
    expect(await upload(`${url}/recipe/session`, mega + 1)).toBe(413);
    expect(await upload(`${controlUrl}/clock/now`, 64 * mega)).toBe(400);
    expect(await upload(`${controlUrl}/clock/now`, 64 * mega + 1)).toBe(413);
    expect((await fetch(`${url}/hello`)).status).toBe(200);
  });

  test("a body nested 20,000 deep is refused, and requests and snapshot work after it", async () => {
    const nested = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    const create = (payload: string) =>
      fetch(`${url}/recipe/session`, {
        method: "POST",
        body: `{"userId":"u1","enableAntiCsrf":false,"userDataInJWT":${payload},"userDataInDatabase":{}}`,
      });
    const response = await create(nested);
    expect([response.status, await response.text()]).toEqual([
      400,
      "JSON nested deeper than 500 levels\n",
    ]);
    expect(await resultOf("requests")).toHaveLength(1);
    expect((await resultOf("snapshot")).apps[0].sessions).toEqual([]);
    // One level is the body's own.
    const levels = (count: number) => `${'{"a":'.repeat(count - 1)}{}${"}".repeat(count - 1)}`;
    expect((await create(levels(499))).status).toBe(200);
    expect((await create(levels(500))).status).toBe(400);
    const snapshot = await resultOf("snapshot");
    await resultOf("restore", { snapshot });
    expect(await resultOf("requests")).toHaveLength(3);
  });

  test("a response nested 20,000 deep stays a text in the log", async () => {
    await resultOf("answerNext", { body: `${"[".repeat(20_000)}${"]".repeat(20_000)}` });
    await fetch(`${url}/hello`);
    expect((await resultOf("requests"))[0].responseBody).toMatch(/^\[{20000}\]{20000}$/);
  });

  test("an upload that is broken off", async () => {
    for (const to of [url, controlUrl]) {
      const { port, hostname } = new URL(to);
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), hostname, () => {
          socket.write(
            "POST /recipe/session HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\n\r\n{",
          );
          setTimeout(() => socket.resetAndDestroy(), 20);
        });
        socket.on("close", () => resolve());
        socket.on("error", () => {});
      });
    }
    expect((await fetch(`${url}/hello`)).status).toBe(200);
    expect((await call("clock/now", {})).status).toBe(200);
    expect(ended).toBeUndefined();
  });

  test("recover and outage at once", async () => {
    const calls = Array.from({ length: 20 }, (_, index) =>
      call(index % 2 ? "recover" : "outage", index % 2 ? {} : { mode: "refuse" }),
    );
    for (const { status, text } of await Promise.all(calls)) expect(status, text).toBe(200);
    expect((await call("recover", {})).status).toBe(200);
    expect((await fetch(`${url}/hello`)).status).toBe(200);
    expect(ended).toBeUndefined();
  });
});
