import { decodePayload } from "./jwt.ts";
import { isCredential, masked } from "./mask.ts";

/** Gives every token a short name, so that a reader can follow it from response to request. */
export interface TokenNames {
  /** The name of an access token; a new one for a token that was not seen before. */
  access(token: string): string;
  /** The name of a refresh token. */
  refresh(token: string): string;
  /** Calls a token that the lab made after the one it was made from. */
  derive(token: string, from: string, how: string): void;
  /**
   * The same JSON for the log: each token is replaced by its name, every other credential is masked, and what is nested
   * too deep, too long or too much is left out. A visitor, the app and the core can send anything.
   */
  inside(value: unknown): unknown;
}

/** How much of a body the log shows: levels, values in all, and characters of a text. */
const limits = { depth: 20, values: 1000, text: 4000 };
/** How many tokens have a name at a time. */
const remembered = 2000;
const omitted = "…";

export function createTokenNames(): TokenNames {
  const names = new Map<string, string>();
  const counts = { access: 0, refresh: 0 };
  const remember = (token: string, name: string): string => {
    names.set(token, name);
    const [oldest] = names.keys();
    if (names.size > remembered && oldest !== undefined) names.delete(oldest);
    return name;
  };
  const name = (kind: "access" | "refresh", token: string): string =>
    names.get(token) ?? remember(token, `${kind} token ${++counts[kind]}`);

  const inside = (body: unknown): unknown => {
    let left = limits.values;

    const visitText = (text: string, key: string, secret: boolean): string => {
      const known = names.get(text);
      if (known) return known;
      if (key === "refreshToken") return name("refresh", text);
      if (decodePayload(text)) return name("access", text);
      if (secret) return masked;
      return text.length > limits.text ? text.slice(0, limits.text) + omitted : text;
    };
    const visit = (value: unknown, key: string, secret: boolean, depth: number): unknown => {
      left -= 1;
      if (typeof value === "string") return visitText(value, key, secret);
      if (value === null || value === undefined) return value;
      if (secret) return masked;
      if (typeof value !== "object") return value;
      if (depth === limits.depth) return omitted;
      const shown: [string, unknown][] = [];
      const fieldIsSecret = isCredentialField(value);
      for (const [name, member] of Object.entries(value)) {
        if (left <= 0) {
          shown.push([omitted, omitted]);
          break;
        }
        const isRefreshToken = key === "refreshToken" && name === "token";
        const isSecret = isCredential(name) || (fieldIsSecret && name === "value");
        shown.push([
          name.slice(0, limits.text),
          visit(member, isRefreshToken ? key : name, isSecret, depth + 1),
        ]);
      }
      return Array.isArray(value)
        ? shown.map(([, member]) => member)
        : Object.fromEntries(shown);
    };
    return visit(body, "", false, 0);
  };

  return {
    access: (token) => name("access", token),
    refresh: (token) => name("refresh", token),
    derive: (token, from, how) =>
      remember(token, `${how} ${names.get(from) ?? "access token"}`),
    inside,
  };
}

/** A field as forms of the SDK send it: `{ "id": "password", "value": "…" }`. */
function isCredentialField(value: object): boolean {
  const { id, name } = value as { id?: unknown; name?: unknown };
  return [id, name].some((label) => typeof label === "string" && isCredential(label));
}
