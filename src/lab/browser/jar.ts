import { type Cookie, CookieJar } from "tough-cookie";

/** Tokens that the SDK keeps where no script can read them, and those that it needs to read. */
const sessionCookies = ["sAccessToken", "sRefreshToken", "sFrontToken"];

/** A cookie as the page shows it. */
export interface ShownCookie {
  name: string;
  value: string;
  path: string;
  httpOnly: boolean;
  secure: boolean;
  sameSite: string;
  /** ms since the epoch; undefined for a cookie that ends with the browser. */
  expiresAt: number | undefined;
}

/** The cookies of one browser, kept by tough-cookie (RFC 6265): paths, expiry, HttpOnly and SameSite. */
export class Jar {
  #jar = new CookieJar();
  /** Whether the browser stores and sends none. */
  blocked = false;

  /** Takes over what the Set-Cookie headers of a response say. */
  async store(headers: readonly string[], url: string): Promise<void> {
    if (this.blocked) return;
    for (const header of headers)
      await this.#jar.setCookie(header, url, { ignoreError: true, sameSiteContext: "strict" });
  }

  /** The Cookie header of a request of the same site; undefined where no cookie belongs to the URL. */
  async header(url: string): Promise<string | undefined> {
    if (this.blocked) return undefined;
    return (await this.#jar.getCookieString(url, { sameSiteContext: "strict" })) || undefined;
  }

  /** What a script of the page at `url` reads from `document.cookie`. */
  async visible(url: string): Promise<string> {
    return this.blocked ? "" : this.#jar.getCookieString(url, { http: false });
  }

  /** What happens when a script of that page sets `document.cookie`. */
  async setByScript(cookie: string, url: string): Promise<void> {
    if (this.blocked) return;
    await this.#jar.setCookie(cookie, url, { http: false, ignoreError: true });
  }

  /** The value of a cookie, decoded; undefined where there is none. */
  async value(name: string): Promise<string | undefined> {
    const found = (await this.all()).find((cookie) => cookie.name === name);
    return found?.value;
  }

  /** Every cookie: those of the session first. Expired ones are gone. */
  async all(): Promise<ShownCookie[]> {
    const { cookies } = await this.#jar.serialize();
    const rank = (name: string) => (sessionCookies.indexOf(name) + 1 || 9) + name;
    return cookies
      .map((cookie) => shown(cookie as unknown as SerializedCookie))
      .filter(({ expiresAt }) => expiresAt === undefined || expiresAt > Date.now())
      .sort((a, b) => rank(a.name).localeCompare(rank(b.name)));
  }

  async clear(): Promise<void> {
    await this.#jar.removeAllCookies();
  }
}

type SerializedCookie = Pick<Cookie, "key" | "value" | "path" | "httpOnly" | "secure"> & {
  sameSite?: string;
  expires?: string;
  maxAge?: number | string;
  creation?: string;
};

function shown({
  key,
  value,
  path,
  httpOnly,
  secure,
  sameSite,
  expires,
  maxAge,
  creation,
}: SerializedCookie): ShownCookie {
  const lifetime = typeof maxAge === "number" ? maxAge * 1000 : undefined;
  const end = expires ? Date.parse(expires) : undefined;
  return {
    name: key,
    value: decoded(value),
    path: path ?? "/",
    httpOnly: httpOnly === true,
    secure: secure === true,
    sameSite: sameSite ? sameSite.charAt(0).toUpperCase() + sameSite.slice(1) : "",
    expiresAt: lifetime === undefined ? end : Date.parse(creation ?? "") + lifetime,
  };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
