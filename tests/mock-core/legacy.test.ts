import { createPublicKey, verify as verifySignature } from "node:crypto";
import { describe, expect, test } from "vitest";
import { newCore } from "./client.ts";

// Sessions of SDKs before CDI 2.21: access tokens of format 2, and the keys in the responses (cdi-2.18.yaml).

const version = { "cdi-version": "2.18" };

const create = async () => {
  const { client, control } = newCore();
  const made = await client.create({ userDataInJWT: { team: 7 } }, version);
  return { client, control, made };
};

const payloadOf = (token: string) =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64").toString());

test("a session: token of format 2, three tokens, keys", async () => {
  const { made } = await create();
  const { accessToken, refreshToken } = made.body;
  const idRefreshToken = made.body.idRefreshToken as { token: string };
  expect(made.body.session).toEqual({
    handle: made.handle,
    userId: "u1",
    userDataInJWT: { team: 7 },
  });
  expect(idRefreshToken).toEqual({
    token: expect.stringMatching(/^[\da-f-]{36}$/),
    expiry: refreshToken.expiry,
    createdTime: refreshToken.createdTime,
  });
  const [header = "", payload = "", signature = ""] = accessToken.token.split(".");
  expect(Buffer.from(header, "base64").toString()).toBe(
    '{"alg":"RS256","typ":"JWT","version":"2"}',
  );
  expect(payloadOf(accessToken.token)).toEqual({
    sessionHandle: made.handle,
    userId: "u1",
    refreshTokenHash1: expect.stringMatching(/^[\da-f]{64}$/),
    expiryTime: accessToken.expiry,
    userData: { team: 7 },
    timeCreated: accessToken.createdTime,
  });
  const list = made.body.jwtSigningPublicKeyList as { publicKey: string; expiryTime: number }[];
  expect(list).toHaveLength(1);
  expect(made.body.jwtSigningPublicKey).toBe(list[0]?.publicKey);
  expect(made.body.jwtSigningPublicKeyExpiryTime).toBe(list[0]?.expiryTime);
  const key = createPublicKey({
    key: Buffer.from(list[0]?.publicKey ?? "", "base64"),
    format: "der",
    type: "spki",
  });
  const signed = Buffer.from(`${header}.${payload}`);
  expect(verifySignature("sha256", signed, key, Buffer.from(signature, "base64"))).toBe(true);
});

test("handshake, which later versions do not have", async () => {
  const { client } = newCore();
  const { body } = await client.post("/recipe/handshake", {}, version);
  expect(body).toMatchObject({
    status: "OK",
    accessTokenBlacklistingEnabled: false,
    accessTokenValidity: 3_600_000,
    refreshTokenValidity: 8_640_000_000,
    jwtSigningPublicKeyList: [{ publicKey: body.jwtSigningPublicKey }],
  });
  expect((await client.post("/recipe/handshake", {}, { "cdi-version": "2.21" })).status).toBe(
    404,
  );
});

describe("the same state machine", () => {
  const verify = async (
    { client }: ReturnType<typeof newCore> | { client: never },
    token: string,
  ) => client.verify(token, { checkDatabase: undefined }, version);

  test("refresh, promotion by verification, theft", async () => {
    const { client, made, control } = await create();
    const core = { client, control } as ReturnType<typeof newCore>;
    const next = await client.refresh(made.R, {}, version);
    expect(next.body).toMatchObject({ status: "OK", idRefreshToken: {} });
    expect(next.body.jwtSigningPublicKey).toBeUndefined();
    const promoted = await verify(core, next.A);
    expect(promoted.body).toMatchObject({
      status: "OK",
      accessToken: {},
      jwtSigningPublicKeyList: [{}],
    });
    expect(payloadOf(promoted.A).parentRefreshTokenHash1).toBeUndefined();
    expect((await client.refresh(made.R, {}, version)).body.status).toBe(
      "TOKEN_THEFT_DETECTED",
    );
  });

  test("a token that has expired, is changed, or not complete: try refresh token, with keys", async () => {
    const { client, made, control } = await create();
    const core = { client, control } as ReturnType<typeof newCore>;
    const [header = "", payload = "", signature = ""] = made.A.split(".");
    const other = Buffer.from(JSON.stringify({ ...payloadOf(made.A), userId: "u2" }));
    const changed = `${header}.${other.toString("base64")}.${signature}`;
    for (const token of [changed, `${header}.${payload}`]) {
      const { body } = await verify(core, token);
      expect(body).toMatchObject({
        status: "TRY_REFRESH_TOKEN",
        jwtSigningPublicKeyList: [{}],
      });
    }
    control.clock.advance(3_601_000);
    expect((await verify(core, made.A)).body).toMatchObject({
      status: "TRY_REFRESH_TOKEN",
      message: "Access token expired",
    });
  });
});

test("a session goes on when its SDK becomes newer", async () => {
  const { client, made } = await create();
  expect((await client.verify(made.A, { checkDatabase: true })).body).toMatchObject({
    status: "OK",
    session: { handle: made.handle, userId: "u1", recipeUserId: "u1" },
  });
  const next = await client.refresh(made.R);
  expect(next.body).toMatchObject({ status: "OK", session: { handle: made.handle } });
  const [header = ""] = next.A.split(".");
  expect(JSON.parse(Buffer.from(header, "base64url").toString()).version).toBe("5");
  expect(next.body.idRefreshToken).toBeUndefined();
});

test("a token of an older key: it names none, so each is tried", async () => {
  const { client, control, made } = await create();
  control.rotateKeys();
  const { body } = await client.verify(made.A, { checkDatabase: undefined }, version);
  expect(body.status).toBe("OK");
  expect(body.jwtSigningPublicKeyList).toHaveLength(2);
});

test("regenerate keeps the format", async () => {
  const { client, made } = await create();
  const { body } = await client.post(
    "/recipe/session/regenerate",
    { accessToken: made.A, userDataInJWT: { team: 8 } },
    version,
  );
  expect(payloadOf(body.accessToken.token)).toMatchObject({ userData: { team: 8 } });
});
