/** Replaces what differs from run to run (tokens, handles, times, ports) by names. */
export class Names {
  readonly #names = new Map<string, string>();
  #generation = 1;

  /** From here on `value` reads `<name>`. */
  add(value: string, name: string): void {
    this.#names.set(value, `<${name}>`);
  }

  /**
   * The tokens that one exchange mints share a number, because the order of two at once is unknown. A token that is
   * minted again within the same second is the same text, and gets the new number all the same.
   */
  addMinted(accessTokens: readonly string[], refreshTokens: readonly string[]): void {
    if (accessTokens.length + refreshTokens.length === 0) return;
    const number = this.#generation > 1 ? ` ${this.#generation}` : "";
    for (const token of accessTokens) this.add(token, `access token${number}`);
    for (const token of refreshTokens) this.add(token, `refresh token${number}`);
    this.#generation += 1;
  }

  /** `text` with every known value replaced. */
  in(text: string): string {
    let result = text;
    // Longest first: no value may be cut by a shorter one that is part of it.
    for (const [value, name] of [...this.#names].sort(([a], [b]) => b.length - a.length)) {
      const encoded = encodeURIComponent(value);
      result = result.replaceAll(value, name).replaceAll(encoded, name);
      // Python's `quote` leaves slashes, and its cookies put quotes around what holds one.
      const python = encoded.replaceAll("%2F", "/");
      result = result.replaceAll(`"${python}"`, name).replaceAll(python, name);
    }
    return result;
  }

  /** `value`, a JSON value, with every string in it replaced, and every time in ms. */
  inJson(value: unknown): unknown {
    if (typeof value === "string") return this.in(value);
    if (typeof value === "number") return value > 1e12 ? "<time>" : value;
    if (Array.isArray(value)) return value.map((item) => this.inJson(item));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, this.inJson(v)]));
    }
    return value;
  }
}

/** A `Set-Cookie` with its date as a distance from now: `Expires=<in 365 days>`. A date in the past stays. */
export function withRelativeExpiry(setCookie: string, now: number): string {
  return setCookie.replace(/Expires=([^;]+)/i, (whole, date: string) => {
    const days = Math.round((Date.parse(date) - now) / 86_400_000);
    return days > 0 ? `Expires=<in ${days} days>` : whole;
  });
}
