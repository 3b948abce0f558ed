import { supportedCdiVersions } from "./cdi.ts";
import type { LogEntry } from "./request-log.ts";

/** The options of a mock core; all have defaults. */
export type MockCoreOptions = {
  /** Keys that requests must carry, each at least 20 characters of A-Z a-z 0-9 = -. Default none. */
  apiKeys?: string[];
  /** Lifetime of an access token (s). Default 3600. */
  accessTokenValidity?: number;
  /** Fraction (0 to 0.25) by which a lifetime is shortened at random. Default 0; the real core's is 0.05. */
  accessTokenValidityJitter?: number;
  /** Lifetime of a refresh token (minutes). Default 144000 (100 days). */
  refreshTokenValidity?: number;
  /** How long the previous refresh token remains valid under the rotation of CDI 5.6 (s). Default 30. */
  refreshTokenRotationGracePeriod?: number;
  /** The response to reuse of a recent refresh token under that rotation. Default TOKEN_THEFT. */
  recentTokenReuseBehaviour?: "TOKEN_THEFT" | "UNAUTHORISED";
  /** Age at which a dynamic signing key is replaced (hours). Default 168. */
  signingKeyUpdateInterval?: number;
  /** Lifetime of a password reset token (ms). Default one hour. */
  passwordResetTokenLifetime?: number;
  /** Lifetime of an email verification token (ms). Default one day. */
  emailVerificationTokenLifetime?: number;
  /** Lifetime of a code or link of Passwordless (ms). Default 15 minutes. */
  passwordlessCodeLifetime?: number;
  /** Wrong codes after which a sign-in by code starts anew. Default 5. */
  passwordlessMaxCodeInputAttempts?: number;
  /** Wrong one-time passwords after which a user waits. Default 5. */
  totpMaxAttempts?: number;
  /** How long that user waits (s). Default 900. */
  totpRateLimitCooldown?: number;
  /** Path in front of every endpoint. Default none. */
  basePath?: string;
  /** Oldest CDI version that a request can name. Default 2.7. */
  minCdiVersion?: string;
  /** Newest CDI version, which is also that of requests without the header. Default 5.6. */
  maxCdiVersion?: string;
  /** "refresh" gives every SDK the rotation of CDI 5.6, in the refresh itself. Default "by-cdi-version". */
  rotation?: "by-cdi-version" | "refresh";
  /** Regular expression for the whole IP address of an allowed caller. Default: any. */
  ipAllow?: string;
  /** The same for a caller that is refused. Default none. */
  ipDeny?: string;
  /** How many requests the log keeps. Default 10000. */
  requestLogLimit?: number;
  /** Called with each request when it is complete. */
  onRequest?: (entry: LogEntry) => void;
};

/** The options under the names that `coreConfig` uses (config.yaml of the core). */
export type Config = ReturnType<typeof settingsOf>;

const settingsOf = (options: MockCoreOptions) => ({
  access_token_validity: options.accessTokenValidity ?? 3600,
  access_token_validity_jitter: options.accessTokenValidityJitter ?? 0,
  refresh_token_validity: options.refreshTokenValidity ?? 144_000,
  refresh_token_rotation_grace_period: options.refreshTokenRotationGracePeriod ?? 30,
  recent_token_reuse_behaviour: options.recentTokenReuseBehaviour ?? "TOKEN_THEFT",
  access_token_dynamic_signing_key_update_interval: options.signingKeyUpdateInterval ?? 168,
  password_reset_token_lifetime: options.passwordResetTokenLifetime ?? 3_600_000,
  email_verification_token_lifetime: options.emailVerificationTokenLifetime ?? 86_400_000,
  passwordless_code_lifetime: options.passwordlessCodeLifetime ?? 900_000,
  passwordless_max_code_input_attempts: options.passwordlessMaxCodeInputAttempts ?? 5,
  totp_max_attempts: options.totpMaxAttempts ?? 5,
  totp_rate_limit_cooldown_sec: options.totpRateLimitCooldown ?? 900,
  api_keys: options.apiKeys?.join(",") || null,
  ip_allow_regex: options.ipAllow ?? null,
  ip_deny_regex: options.ipDeny ?? null,
  base_path: (options.basePath ?? "").replace(/^\/*(?=[^/])/, "/").replace(/\/+$/, ""),
  supertokens_max_cdi_version: options.maxCdiVersion ?? supportedCdiVersions.at(-1) ?? "",
  supertokens_min_cdi_version: options.minCdiVersion ?? null,
});

/** Throws an Error of one line for an option the core would refuse. */
export function configOf(options: MockCoreOptions) {
  const config = settingsOf(options);
  let fault = configFault(config);
  for (const version of [options.maxCdiVersion, options.minCdiVersion])
    if (version && !supportedCdiVersions.includes(version))
      fault = `CDI version ${version} is not served; use one of ${supportedCdiVersions.join(", ")}`;
  if (fault) throw new Error(fault);
  return config;
}

const ranges: [name: keyof Config, min: number, max: number, mayBeFraction?: true][] = [
  ["access_token_validity", 1, 86_400_000],
  ["access_token_validity_jitter", 0, 0.25, true],
  ["refresh_token_validity", 0, 1e15, true],
  ["refresh_token_rotation_grace_period", 0, 300],
  ["access_token_dynamic_signing_key_update_interval", 1, 1e6, true],
  ["password_reset_token_lifetime", 1, 1e15],
  ["email_verification_token_lifetime", 1, 1e15],
  ["passwordless_code_lifetime", 1, 1e15],
  ["passwordless_max_code_input_attempts", 1, 1e9],
  ["totp_max_attempts", 1, 1e9],
  ["totp_rate_limit_cooldown_sec", 1, 1e9],
];

export function configFault(config: Config) {
  for (const [name, min, max, mayBeFraction] of ranges) {
    const value = config[name];
    const fits = typeof value === "number" && value >= min && value <= max;
    if (!fits || !(mayBeFraction || Number.isInteger(value)))
      return `'${name}' must be a number between ${min} and ${max}`;
  }
  if (config.refresh_token_validity * 60 <= config.access_token_validity)
    return "'refresh_token_validity' must be strictly greater than 'access_token_validity'";
  if (!["TOKEN_THEFT", "UNAUTHORISED"].includes(config.recent_token_reuse_behaviour))
    return "'recent_token_reuse_behaviour' must be TOKEN_THEFT or UNAUTHORISED";
  for (const name of ["api_keys", "ip_allow_regex", "ip_deny_regex"] as const) {
    const value: unknown = config[name];
    if (value !== null && typeof value !== "string") return `'${name}' must be a string`;
    try {
      if (name !== "api_keys") new RegExp(value ?? "");
    } catch {
      return `'${name}' must be a regular expression`;
    }
  }
  if (apiKeysOf(config)?.some((key) => !/^[A-Za-z0-9=-]{20,}$/.test(key)))
    return "Each of 'api_keys' must have at least 20 characters, only of A-Z a-z 0-9 = -";
  return undefined;
}

export const apiKeysOf = (config: Config) =>
  config.api_keys?.split(",").map((key) => key.trim());
