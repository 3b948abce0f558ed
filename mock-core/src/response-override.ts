import { type Call, json, text } from "./http.ts";
import { matches } from "./request-log.ts";

/** A response sent in place of the core's own. */
export type ResponseOverride = {
  /** Default: the next request. */
  match?: string | RegExp;
  /** Default 200. */
  status?: number;
  /** Default: the content type that fits the body. */
  headers?: Record<string, string>;
  /** A string is sent as it is; anything else as JSON. */
  body?: unknown;
};

export function createOverrides() {
  const overrides: ResponseOverride[] = [];
  return {
    add(override: ResponseOverride) {
      overrides.push(override);
    },
    clear() {
      overrides.length = 0;
    },
    /** The response that replaces the core's own, which is then used up. */
    take(call: Call) {
      const override = overrides.find(({ match }) => matches(call, match));
      if (!override) return undefined;
      overrides.splice(overrides.indexOf(override), 1);
      const { status, headers, body = "" } = override;
      const response =
        typeof body === "string" ? { ...text("", status), body } : json(body, status);
      return { ...response, headers: { ...response.headers, ...headers } };
    },
  };
}
