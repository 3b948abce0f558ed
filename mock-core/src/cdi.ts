import { refuse } from "./http.ts";

/** Oldest first. */
export const supportedCdiVersions: readonly string[] =
  "2.7 2.8 2.9 2.10 2.11 2.12 2.13 2.14 2.15 2.16 2.17 2.18 2.19 2.20 2.21 3.0 3.1 4.0 5.0 5.1 5.2 5.3 5.4 5.5 5.6".split(
    " ",
  );

const numbersOf = (version: string) => version.split(".").map(Number);

/** Every call compares several versions, most of them served ones. */
const served = new Map(supportedCdiVersions.map((version) => [version, numbersOf(version)]));

export function atLeast(version: string, than: string) {
  if (version === than) return true;
  const left = served.get(version) ?? numbersOf(version);
  const right = served.get(than) ?? numbersOf(than);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** The version that a request names, or else the newest allowed. Throws 400 (WebserverAPI.java). */
export function readCdiVersion(
  header: string | undefined,
  { min, max }: { min: string | null; max: string },
) {
  if (header === undefined) return max;
  if (!/^[0-9]+(\.[0-9]+)*$/.test(header)) refuse(400, "cdi-version header is invalid");
  if (!atLeast(max, header)) refuse(400, `cdi-version ${header} not supported`);
  if (min && !atLeast(header, min))
    refuse(400, `cdi-version ${header} is lower than the minimum allowed version ${min}`);
  return header;
}
