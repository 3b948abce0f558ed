import { supportedCdiVersions } from "./cdi.ts";
import type { LogEntry } from "./request-log.ts";

/** How a mock core differs from one started without options. */
export type MockCoreOptions = {
  /** Keys that requests must carry; each at least 20 characters of A-Z a-z 0-9 = -. None: nothing is checked. */
  apiKeys?: string[];
  /** Life of an access token (s). Default 3600. */
  accessTokenValidity?: number;
  /** Fraction (0 to 0.25) by which a new access token's life may be cut at random. Default 0; the core's is 0.05. */
  accessTokenValidityJitter?: number;
  /** Life of a refresh token (minutes, may be a fraction). Default 144000, which is 100 days. */
  refreshTokenValidity?: number;
  /** How long the previous refresh token is still good under refresh-time rotation (s). Default 30. */
  refreshTokenRotationGracePeriod?: number;
  /** What reuse of a recent refresh token is answered with under refresh-time rotation. Default TOKEN_THEFT. */
  recentTokenReuseBehaviour?: "TOKEN_THEFT" | "UNAUTHORISED";
  /** Age at which a dynamic signing key is replaced (hours). Default 168. */
  signingKeyUpdateInterval?: number;
  /** Life of a password reset token (ms). Default one hour. */
  passwordResetTokenLifetime?: number;
  /** Life of an email verification token (ms). Default one day. */
  emailVerificationTokenLifetime?: number;
  /** Path in front of every endpoint, as the core's `base_path`. Default none. */
  basePath?: string;
  /** Oldest CDI version answered. Default: all that are served. */
  minCdiVersion?: string;
  /** Newest CDI version answered, and the one assumed without a header. Default 5.6. */
  maxCdiVersion?: string;
  /**
   * When a refresh token is rotated: "by-cdi-version" as the core does (before 5.6 at the first use of its child,
   * from 5.6 on in the refresh itself), or "refresh" to give every SDK the rotation of 5.6.
   */
  rotation?: "by-cdi-version" | "refresh";
  /** A regular expression that a caller's address must match as a whole. Default none. */
  ipAllow?: string;
  /** A regular expression that a caller's address must not match as a whole. Default none. */
  ipDeny?: string;
  /** How many requests the log keeps; older ones are dropped. Default 10000. */
  requestLogLimit?: number;
  /** Called with each request after it was answered. */
  onRequest?: (entry: LogEntry) => void;
};

/** The core's settings under the names that `coreConfig` uses (contract section 3.5). */
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
  api_keys: options.apiKeys?.join(",") || null,
  ip_allow_regex: options.ipAllow ?? null,
  ip_deny_regex: options.ipDeny ?? null,
  base_path: (options.basePath ?? "").replace(/^\/*(?=[^/])/, "/").replace(/\/+$/, ""),
  supertokens_max_cdi_version: options.maxCdiVersion ?? supportedCdiVersions.at(-1) ?? "",
  supertokens_min_cdi_version: options.minCdiVersion ?? null,
});

/** Settings of the whole core, which no app or tenant can have for itself. */
export const baseSettings = [
  "base_path",
  "supertokens_max_cdi_version",
  "supertokens_min_cdi_version",
];

/** The settings that the options amount to. Throws an Error of one line for a value the core would refuse. */
export function configOf(options: MockCoreOptions): Config {
  const config = settingsOf(options);
  const versions = [config.supertokens_max_cdi_version, config.supertokens_min_cdi_version];
  const unknown = versions.find((each) => each && !supportedCdiVersions.includes(each));
  const served = supportedCdiVersions.join(", ");
  if (unknown) throw new Error(`CDI version ${unknown} is not served; use one of ${served}`);
  const fault = configFault(config);
  if (fault !== undefined) throw new Error(fault);
  return config;
}

/** The least and the most of each number; whole ones but for those of `fractions`. */
const ranges: [keyof Config, min: number, max: number][] = [
  ["access_token_validity", 1, 86_400_000],
  ["access_token_validity_jitter", 0, 0.25],
  ["refresh_token_validity", 0, Number.MAX_SAFE_INTEGER],
  ["refresh_token_rotation_grace_period", 0, 300],
  ["access_token_dynamic_signing_key_update_interval", 1, 1e6],
  ["password_reset_token_lifetime", 1, Number.MAX_SAFE_INTEGER],
  ["email_verification_token_lifetime", 1, Number.MAX_SAFE_INTEGER],
];
const fractions = ["jitter", "refresh_token_validity", "interval"];

const nullableTexts = ["api_keys", "ip_allow_regex", "ip_deny_regex"] as const;

/** What is wrong with the settings, in one line; undefined when the core would take them. */
export function configFault(config: Config): string | undefined {
  for (const [name, min, max] of ranges) {
    const value = config[name];
    const mayBeFraction = fractions.some((ending) => name.endsWith(ending));
    const fits = typeof value === "number" && value >= min && value <= max;
    if (!fits || !(mayBeFraction || Number.isInteger(value)))
      return `'${name}' must be a number between ${min} and ${max}`;
  }
  if (config.refresh_token_validity * 60 <= config.access_token_validity)
    return "'refresh_token_validity' must be strictly greater than 'access_token_validity'";
  if (!["TOKEN_THEFT", "UNAUTHORISED"].includes(config.recent_token_reuse_behaviour))
    return "'recent_token_reuse_behaviour' must be TOKEN_THEFT or UNAUTHORISED";
  for (const name of nullableTexts) {
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

/** The API keys of the settings; undefined when none is asked for. */
export const apiKeysOf = (config: Config): string[] | undefined =>
  config.api_keys?.split(",").map((key) => key.trim());
