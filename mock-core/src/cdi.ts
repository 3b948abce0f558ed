import { refuse } from "./http.ts";
import type { Config } from "./options.ts";

/** The core's but for those of legacy token formats (2.7 to 2.20), oldest first. */
export const supportedCdiVersions: readonly string[] =
  "2.21 3.0 3.1 4.0 5.0 5.1 5.2 5.3 5.4 5.5 5.6".split(" ");

export function atLeast(version: string, than: string) {
  const left = version.split(".").map(Number);
  const right = than.split(".").map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** Throws 400 (contract section 1.2). */
export function readCdiVersion(header: string | undefined, config: Config) {
  const { supertokens_min_cdi_version: min, supertokens_max_cdi_version: max } = config;
  if (header === undefined) return max;
  if (!/^[0-9]+(\.[0-9]+)*$/.test(header)) refuse(400, "cdi-version header is invalid");
  if (!atLeast(max, header)) refuse(400, `cdi-version ${header} not supported`);
  if (min && !atLeast(header, min))
    refuse(400, `cdi-version ${header} is lower than the minimum allowed version ${min}`);
  return header;
}
