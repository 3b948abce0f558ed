import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { endCommands, startCommand as start } from "./command.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mock-core-cli-"));
});
afterEach(endCommands);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const post = async (url: string, body: object, headers: Record<string, string> = {}) => {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body), headers });
  return { status: response.status, body: await response.text() };
};

describe("wrong arguments: one line that names what is allowed, code 2", () => {
  test.each([
    [["--prot", "1"], /Unknown option '--prot'.*; allowed are --port, --host, --api-key/],
    [["--port", "x"], /--port must be a number from 0 to 65535, not x/],
    [["--port", "65536"], /--port must be a number/],
    [["--control-port", "-1"], /--control-port/],
    [["--port"], /--port/],
    [["--access-token-validity", "0"], /--access-token-validity must be a number of seconds/],
    [["--access-token-validity", "x"], /--access-token-validity must be a number of seconds/],
    [["extra"], /extra.*; allowed are/],
    [["--api-key", "short"], /'api_keys' must have at least 20 characters/],
  ])("%j", async (args, message) => {
    const { code, out, err } = await start(...args).ended;
    expect([code, out]).toEqual([2, ""]);
    expect(err.trimEnd()).toMatch(message);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });
});

test("--help", async () => {
  const { code, out } = await start("--help").ended;
  expect(code).toBe(0);
  expect(out).toContain("--seed-users FILE");
});

test("a port in use: one line, nothing started", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.on("listening", resolve));
  const { port } = other.address() as AddressInfo;
  for (const args of [
    ["--port", `${port}`],
    ["--port", "0", "--control-port", `${port}`],
  ]) {
    const { code, err } = await start(...args).ended;
    expect(code).toBe(1);
    expect(err).toBe(
      `supertokens-mock-core: port ${port} is in use; choose another, or 0 for any free one\n`,
    );
  }
  other.close();
});

test("a key, a log line per request, SIGTERM", async () => {
  const key = "0123456789-abcdefghij=";
  const core = start("--port", "0", "--api-key", key);
  const url = await core.url();
  expect((await fetch(`${url}/apiversion`)).status).toBe(401);
  expect((await fetch(`${url}/apiversion`, { headers: { "api-key": key } })).status).toBe(200);
  await post(`${url}/recipe/session/remove`, { sessionHandles: [] }, { "api-key": key });
  core.child.kill("SIGTERM");
  const { code, out } = await core.ended;
  expect(code).toBe(0);
  const lines = out.trim().split("\n").slice(1);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d\.\d{3} 401 GET \/apiversion +\d+\.\d ms$/);
  expect(lines[2]).toMatch(/ 200 POST \/recipe\/session\/remove OK \d+\.\d ms$/);
});

test("--access-token-validity", async () => {
  const url = await start("--port", "0", "--access-token-validity", "5").url();
  const { body } = await post(`${url}/recipe/session`, {
    userId: "u1",
    userDataInJWT: {},
    userDataInDatabase: {},
    enableAntiCsrf: false,
    useDynamicSigningKey: true,
  });
  const [, payload = ""] = JSON.parse(body).accessToken.token.split(".");
  const { iat, exp } = JSON.parse(Buffer.from(payload, "base64url").toString());
  expect(exp - iat).toBe(5);
});

test("--control-port", async () => {
  const core = start("--port", "0", "--control-port", "0");
  const control = await core.printed(/Control API on (\S+)/);
  const { body } = await post(`${control}/createSession`, { userId: "u1" });
  expect(JSON.parse(body).result.accessToken).toMatch(/^eyJ/);
});

describe("a host that other machines reach", () => {
  const key = "0123456789-abcdefghij=";
  test.each([
    [
      ["--host", "0.0.0.0"],
      /^Warning: every machine that reaches 0\.0\.0\.0 port \d+ can sign in as any user of this core\n$/,
    ],
    [
      ["--host", "::", "--api-key", key],
      /^Warning: every machine that reaches :: port \d+ and knows an API key can sign in as any user of this core\n$/,
    ],
  ])("%j: one line of warning", async (args, line) => {
    const core = start("--port", "0", ...args);
    await core.url();
    core.child.kill();
    expect((await core.ended).err).toMatch(line);
  });

  test.each(["127.0.0.1", "127.0.0.2", "localhost", "::1"])("%s: none", async (host) => {
    const core = start("--port", "0", "--host", host);
    await core.url();
    core.child.kill();
    expect((await core.ended).err).toBe("");
  });
});

describe("--seed-users", () => {
  const users = (content: unknown): string => {
    const path = join(folder, "users.json");
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  };

  test("can sign in", async () => {
    const path = users([
      { email: "a@b.c", password: "secret1", roles: ["admin"], id: "ada" },
      { email: "g@b.c", thirdParty: { id: "google", userId: "g" }, metadata: { plan: "pro" } },
    ]);
    const url = await start("--port", "0", "--seed-users", path).url();
    const { body } = await post(`${url}/recipe/signin`, {
      email: "a@b.c",
      password: "secret1",
    });
    expect(JSON.parse(body)).toMatchObject({ status: "OK", recipeUserId: "ada" });
    const roles = await fetch(`${url}/recipe/user/roles?userId=ada`);
    expect(await roles.json()).toMatchObject({ roles: ["admin"] });
    expect(await (await fetch(`${url}/users?provider=google`)).json()).toMatchObject({
      users: [{ emails: ["g@b.c"] }],
    });
  });

  test.each([
    ["{", /--seed-users .*JSON/],
    [{ email: "a" }, /the list must be a list/],
    [[{ email: 7 }], /the list\[0\]\.email must be a string/],
    [[{ mail: "a" }], /the list\[0\] has an unknown member mail/],
    [[{}], /a user must have a password, a thirdParty, an email or a phoneNumber/],
    [
      [
        { email: "a", password: "b" },
        { email: "A", password: "c" },
      ],
      /e-mail address a exists/,
    ],
  ])("%j", async (content, message) => {
    const { code, err } = await start("--port", "0", "--seed-users", users(content)).ended;
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  test("a file that is not there", async () => {
    const { code, err } = await start("--port", "0", "--seed-users", join(folder, "no")).ended;
    expect(code).toBe(1);
    expect(err).toMatch(/ENOENT/);
  });
});

describe("--persist", () => {
  test("keeps sessions and keys across restarts", async () => {
    const path = join(folder, "state.json");
    const first = start("--port", "0", "--persist", path);
    const session = {
      userId: "u1",
      enableAntiCsrf: false,
      userDataInJWT: {},
      userDataInDatabase: {},
    };
    const made = JSON.parse((await post(`${await first.url()}/recipe/session`, session)).body);
    first.child.kill("SIGTERM");
    expect((await first.ended).code).toBe(0);
    expect(statSync(path).mode & 0o077).toBe(0);
    const second = start("--port", "0", "--persist", path);
    const { body } = await post(`${await second.url()}/recipe/session/verify`, {
      accessToken: made.accessToken.token,
      enableAntiCsrf: false,
      doAntiCsrfCheck: false,
      checkDatabase: true,
    });
    expect(JSON.parse(body).status).toBe("OK");
    expect(existsSync(`${path}.tmp`)).toBe(false);
  });

  test("another file is not overwritten", async () => {
    const path = join(folder, "precious.json");
    writeFileSync(path, '{"precious":true}');
    const { code, err } = await start("--port", "0", "--persist", path).ended;
    expect(code).toBe(1);
    expect(err).toMatch(/--persist .*precious\.json: not a snapshot of a mock core/);
    expect(readFileSync(path, "utf8")).toBe('{"precious":true}');
  });
});
