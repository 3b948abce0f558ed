import { decodePayload } from "./jwt.ts";
import { decode, isCredential, masked } from "./mask.ts";
import type { TokenNames } from "./token-names.ts";

/** A cookie that a browser sent; a token by its name. */
export interface CookieSent {
  name: string;
  value: string;
  /** What an access token claims, unverified: its user, and when it expires. */
  token?: { userId: string; expiresAt: number };
}

/** A cookie that a response sets or removes. */
export interface CookieSet extends CookieSent {
  removed: boolean;
  attributes: string;
}

/** The cookies of a Cookie header, by name. */
export function parseCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header.split(";")) {
    const [name = "", ...value] = pair.trim().split("=");
    if (name && !cookies.has(name)) cookies.set(name, decode(value.join("=")));
  }
  return cookies;
}

export function describeCookies(header: string, names: TokenNames): CookieSent[] {
  return [...parseCookies(header)].map(([name, value]) => describe(name, value, names));
}

export function describeSetCookies(headers: string[], names: TokenNames): CookieSet[] {
  return headers.map((header) => {
    const [pair = "", ...attributes] = header.split(";").map((part) => part.trim());
    const equals = pair.indexOf("=");
    const value = decode(pair.slice(equals + 1));
    const expires = attributes
      .find((text) => /^expires=/i.test(text))
      ?.slice("expires=".length);
    return {
      ...describe(pair.slice(0, equals), value, names),
      removed: value === "" || (expires !== undefined && Date.parse(expires) < Date.now()),
      // The date is a year ahead, or long ago, which is said already.
      attributes: attributes.filter((text) => !/^expires=/i.test(text)).join("; "),
    };
  });
}

function describe(name: string, value: string, names: TokenNames): CookieSent {
  if (value !== "" && name === "sRefreshToken") return { name, value: names.refresh(value) };
  const claims = name === "sAccessToken" ? decodePayload(value) : undefined;
  if (!claims) {
    // Cookies do not keep ports apart: those of other apps on this machine come too.
    return { name, value: value && isCredential(name) ? masked : shorten(value) };
  }
  const { sub, exp } = claims;
  return {
    name,
    value: names.access(value),
    ...(typeof sub === "string" &&
      typeof exp === "number" && { token: { userId: sub, expiresAt: exp * 1000 } }),
  };
}

function shorten(value: string): string {
  return value.length > 24 ? `${value.slice(0, 20)}…` : value;
}
