import { createHmac } from "node:crypto";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Control } from "../../mock-core/src/control-types.ts";
import { type Client, decode, newCore } from "./client.ts";

// Signing keys, their rotation, and the JWT recipe.

const start = 1_800_000_000_000;
const interval = 168 * 3_600_000;

let core: Client;
let control: Control;
beforeAll(() => {
  ({ client: core, control } = newCore());
});
beforeEach(async () => {
  await control.reset();
  control.clock.set(start);
});

const kids = async (): Promise<string[]> =>
  (await core.get("/.well-known/jwks.json")).body.keys.map(({ kid }) => kid);
const signer = async (): Promise<string | undefined> =>
  decode((await core.create()).A).header.kid;

describe("JWKS", () => {
  test("members, order and cache header", async () => {
    const { body, headers } = await core.get("/.well-known/jwks.json");
    expect(Object.keys(body)).toEqual(["keys"]);
    expect(body.keys.map((key) => Object.keys(key))).toEqual([
      ["kty", "kid", "n", "e", "alg", "use"],
      ["kty", "kid", "n", "e", "alg", "use"],
    ]);
    expect(body.keys.map(({ kid }) => kid[0])).toEqual(["d", "s"]);
    expect(headers.get("cache-control")).toBe("max-age=604740, must-revalidate");
    control.clock.advance(interval - 61_000);
    const late = await core.get("/.well-known/jwks.json");
    expect(late.headers.get("cache-control")).toBe("max-age=1, must-revalidate");
  });

  test("rotation, step by step", async () => {
    const old = `d-${start}`;
    expect(await signer()).toBe(old);
    control.clock.set(start + interval - 60_000);
    expect(await signer()).toBe(old);
    expect(await kids()).toHaveLength(2);
    const born = start + interval - 30_000;
    control.clock.set(born);
    expect((await kids()).slice(0, 2)).toEqual([`d-${born}`, old]);
    expect(await signer()).toBe(old);
    control.clock.set(start + interval - 1);
    expect(await signer()).toBe(old);
    control.clock.set(start + interval);
    expect(await signer()).toBe(`d-${born}`);
    control.clock.set(start + interval + 2 * 3_600_000);
    expect(await kids()).toContain(old);
    control.clock.advance(1);
    expect(await kids()).not.toContain(old);
  });

  test("a key made on time waits a minute", async () => {
    await signer();
    const born = start + interval - 59_999;
    control.clock.set(born);
    expect(await kids()).toContain(`d-${born}`);
    control.clock.set(born + 59_998);
    expect(await signer()).toBe(`d-${start}`);
    control.clock.set(born + 60_000);
    expect(await signer()).toBe(`d-${born}`);
  });

  test("the deprecated list", async () => {
    const { body, headers } = await core.get("/recipe/jwt/jwks");
    expect(body.status).toBe("OK");
    expect(body.keys).toHaveLength(2);
    expect(headers.get("cache-control")).toBeNull();
  });

  test("rotateKeys: a new key signs at once, the old one still verifies", async () => {
    const { A } = await core.create();
    control.rotateKeys();
    expect(await signer()).not.toBe(decode(A).header.kid);
    expect((await core.verify(A)).body.status).toBe("OK");
    control.rotateKeys();
    expect(new Set(await kids()).size).toBe(4);
  });

  test("a shorter interval", async () => {
    const hourly = newCore({ signingKeyUpdateInterval: 1 });
    hourly.control.clock.set(start);
    await hourly.client.create();
    hourly.control.clock.advance(3_600_000);
    const { A } = await hourly.client.create();
    expect(decode(A).header.kid).toBe(`d-${start + 3_600_000}`);
  });
});

describe("JWT", () => {
  const sign = (over: object = {}, headers?: Record<string, string>) =>
    core.post(
      "/recipe/jwt",
      { algorithm: "RS256", jwksDomain: "d", payload: {}, validity: 10, ...over },
      headers,
    );

  test("signed with the static key, without a version", async () => {
    const { body } = await sign();
    expect(Object.keys(body).sort()).toEqual(["jwt", "status"]);
    const { header, claims } = decode(body.jwt as string);
    expect(header).toEqual({ kid: expect.stringMatching(/^s-/), typ: "JWT", alg: "RS256" });
    expect(claims).toEqual({ iat: start / 1000, exp: start / 1000 + 10, iss: "d" });
  });

  test("dynamic key, other payload, algorithms, validity", async () => {
    const dynamic = await sign({ useStaticSigningKey: false, algorithm: "rs256" });
    expect(decode(dynamic.body.jwt as string).header.kid).toMatch(/^d-/);
    const { body } = await sign({ payload: { iss: "mine", iat: 1, exp: 2, a: null } });
    expect(decode(body.jwt as string).claims).toEqual({ iss: "mine", iat: 1, exp: 2, a: null });
    expect((await sign({ algorithm: "HS256" })).body).toEqual({
      status: "UNSUPPORTED_ALGORITHM_ERROR",
    });
    for (const validity of [0, -5]) {
      const { status, text } = await sign({ validity });
      expect([status, text]).toEqual([400, "validity must be greater than or equal to 0\n"]);
    }
    expect((await sign({ validity: "10" })).body.status).toBe("OK");
    expect((await sign({ validity: "x" })).text).toBe(
      "Field name 'validity' is invalid in JSON input\n",
    );
  });

  test("access tokens have a header member version, JWTs with the same claims have none", async () => {
    const { A, handle } = await core.create();
    expect(decode(A).header.version).toBe("5");
    expect(decode((await core.create({}, { "cdi-version": "3.1" })).A).header.version).toBe(
      "4",
    );
    expect(decode(await control.mintAccessToken()).header.version).toBe("5");
    const { claims } = decode(A);
    const { body } = await sign({ payload: claims, useStaticSigningKey: false });
    const jwt = decode(body.jwt as string);
    expect(jwt.header).toEqual({ kid: decode(A).header.kid, typ: "JWT", alg: "RS256" });
    expect(jwt.claims).toMatchObject({ sub: "u1", sessionHandle: handle });
    // The control makes the same token: a verifier of SDK tokens has to refuse both.
    const made = await control.mintAccessToken({
      sessionHandle: handle,
      header: { version: undefined },
    });
    expect(decode(made).header).toEqual(jwt.header);
    expect(decode(made).claims).toMatchObject({ sub: "u1", sessionHandle: handle });
  });

  test("a JWT is not a session token", async () => {
    const { body } = await sign();
    expect((await core.verify(body.jwt as string)).body.status).toBe("TRY_REFRESH_TOKEN");
  });
});

describe("minted tokens", () => {
  test("verify as what they say", async () => {
    const { handle } = await core.create({ userDataInJWT: { a: 1 } });
    const token = await control.mintAccessToken({ sessionHandle: handle });
    expect((await core.verify(token, { checkDatabase: true })).body).toMatchObject({
      status: "OK",
      session: { handle, userId: "u1", userDataInJWT: { a: 1 } },
    });
    const over = await control.mintAccessToken({
      userId: "u2",
      payload: { b: 2 },
      claims: { c: 3, iat: undefined },
      key: "static",
      version: 4,
    });
    const { header, claims } = decode(over);
    expect(header).toMatchObject({ version: "4", kid: expect.stringMatching(/^s-/) });
    expect(claims).toMatchObject({ sub: "u2", b: 2, c: 3 });
    expect(claims).not.toHaveProperty("iat");
    expect(claims).not.toHaveProperty("rsub");
  });

  test("times", async () => {
    const past = decode(await control.mintAccessToken({ expiresInMs: -1000 })).claims;
    expect(past.exp).toBe(start / 1000 - 1);
    expect(past.iat).toBe(past.exp - 3600);
    const future = decode(await control.mintAccessToken({ issuedAt: start + 60_000 })).claims;
    expect(future.iat).toBe(start / 1000 + 60);
  });

  test("HS256 is signed with the published key as the secret", async () => {
    const token = await control.mintAccessToken({ algorithm: "HS256" });
    const { header } = decode(token);
    const { keys } = (await core.get("/.well-known/jwks.json")).body;
    const jwk = keys.find(({ kid }) => kid === header.kid);
    const spki = await crypto.subtle.exportKey(
      "spki",
      await crypto.subtle.importKey(
        "jwk",
        jwk as JsonWebKey,
        { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
        true,
        ["verify"],
      ),
    );
    const lines =
      Buffer.from(spki)
        .toString("base64")
        .match(/.{1,64}/g) ?? [];
    const pem = `-----BEGIN PUBLIC KEY-----\n${lines.join("\n")}\n-----END PUBLIC KEY-----\n`;
    const [head, body, signature] = token.split(".");
    const expected = createHmac("sha256", pem).update(`${head}.${body}`).digest("base64url");
    expect(signature).toBe(expected);
  });

  test("expire keeps everything but the times", async () => {
    const { A } = await core.create({ userDataInJWT: { a: 1 } });
    const before = decode(A);
    const expired = decode(await control.expire(A));
    expect(expired.header).toEqual(before.header);
    const { iat, exp, ...rest } = before.claims;
    expect(expired.claims).toMatchObject(rest);
    expect(expired.claims.exp - expired.claims.iat).toBe(exp - iat);
    expect(expired.claims.exp * 1000).toBeLessThan(Math.min(start, Date.now()));
    await expect(control.expire("abc")).rejects.toThrow(/Invalid JWT/);
    control.rotateKeys({ forgetOld: true });
    await expect(control.expire(A)).rejects.toThrow(/no key d-.* here/);
  });
});

describe("at the start", () => {
  afterEach(() => vi.restoreAllMocks());
  const never = new Promise<never>(() => {});

  test("what needs no key does not wait for one", async () => {
    vi.spyOn(crypto.subtle, "generateKey").mockReturnValue(never);
    expect((await newCore().client.get("/hello")).text).toBe("Hello\n");
  });

  test("the key that is made first signs, whichever it is", async () => {
    vi.spyOn(crypto.subtle, "generateKey").mockReturnValueOnce(never);
    expect((await newCore().client.create()).body.status).toBe("OK");
  });
});
