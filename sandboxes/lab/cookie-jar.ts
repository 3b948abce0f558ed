/** The cookies of one origin, as a browser keeps them (RFC 6265, without domains). */
export class CookieJar {
  readonly #cookies = new Map<string, { value: string; path: string }>();

  /** Applies the Set-Cookie headers of a response. */
  store(headers: string[]): void {
    for (const header of headers) {
      const [pair = "", ...attributes] = header.split(";").map((part) => part.trim());
      const equals = pair.indexOf("=");
      const name = pair.slice(0, equals);
      const expires = attribute(attributes, "expires");
      if (expires !== undefined && Date.parse(expires) <= Date.now())
        this.#cookies.delete(name);
      else
        this.#cookies.set(name, {
          value: pair.slice(equals + 1),
          path: attribute(attributes, "path") ?? "/",
        });
    }
  }

  /** The Cookie header for a path, longer paths first (RFC 6265 5.4); undefined if no cookie is for it. */
  header(path: string): string | undefined {
    const pathname = path.split("?")[0] ?? path;
    const sorted = [...this.#cookies].sort(([, a], [, b]) => b.path.length - a.path.length);
    const pairs = sorted.flatMap(([name, cookie]) =>
      pathname === cookie.path || pathname.startsWith(cookie.path.replace(/\/?$/, "/"))
        ? `${name}=${cookie.value}`
        : [],
    );
    return pairs.length > 0 ? pairs.join("; ") : undefined;
  }

  has(name: string): boolean {
    return this.#cookies.has(name);
  }

  /** Another jar with the same cookies: what a thief would have. */
  copy(): CookieJar {
    const copy = new CookieJar();
    for (const [name, cookie] of this.#cookies) copy.#cookies.set(name, cookie);
    return copy;
  }
}

function attribute(attributes: string[], name: string): string | undefined {
  const found = attributes.find((text) => text.toLowerCase().startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}
