import { type Endpoints, get, post } from "./endpoint.ts";
import { fail, json, ok, refuse } from "./http.ts";
import { boolean, long, object, optional, string } from "./input.ts";
import { signJwt } from "./jwt.ts";
import { jwksMaxAge, publicJwk, signingKey, verifyingKeys } from "./keys.ts";
import type { Recipe } from "./recipe.ts";
import type { App } from "./state.ts";

// Signed JWTs and the keys that verify them (JWTSigningFunctions.java, JWKSPublicAPI.java).

const keysOf = (app: App) => Promise.all(verifyingKeys(app).map(publicJwk));

const endpoints: Endpoints = {
  "/.well-known/jwks.json": get("app", {}, async (_, { app }) => {
    const response = json({ keys: await keysOf(app) });
    response.headers["cache-control"] = `max-age=${jwksMaxAge(app)}, must-revalidate`;
    return response;
  }),
  "/recipe/jwt": post(
    "public",
    {
      algorithm: string,
      jwksDomain: string,
      payload: object,
      validity: long,
      useStaticSigningKey: optional(boolean),
    },
    async ({ algorithm, validity, useStaticSigningKey, ...input }, { app, core }) => {
      if (validity <= 0) refuse(400, "validity must be greater than or equal to 0");
      if (algorithm.toUpperCase() !== "RS256") fail("UNSUPPORTED_ALGORITHM_ERROR");
      const { kid, pair } = signingKey(app, useStaticSigningKey !== false);
      const iat = Math.floor(core.clock.now() / 1000);
      const header = { kid, typ: "JWT", alg: "RS256" };
      const claims = { iat, exp: iat + validity, iss: input.jwksDomain, ...input.payload };
      return ok({ jwt: await signJwt(header, claims, (await pair).privateKey) });
    },
  ),
  "/recipe/jwt/jwks": get("public", {}, async (_, { app }) => ok({ keys: await keysOf(app) })),
};

export const jwt: Recipe = { endpoints };
