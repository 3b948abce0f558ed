import { refuse } from "./http.ts";

/**
 * The CDI versions served, oldest first. The core also lists 2.7 to 2.20, whose legacy token formats (V1, V2)
 * no current SDK asks for; they are left out rather than answered wrongly.
 */
export const supportedCdiVersions: readonly string[] = [
  "2.21",
  "3.0",
  "3.1",
  "4.0",
  "5.0",
  "5.1",
  "5.2",
  "5.3",
  "5.4",
  "5.5",
  "5.6",
];

/** True when `version` is `than` or newer; missing parts count as 0. */
export function atLeast(version: string, than: string): boolean {
  const left = version.split(".").map(Number);
  const right = than.split(".").map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * The CDI version of a request: the header, or the newest served when it is absent.
 * Throws 400 for a malformed, too new or too old version (contract section 1.2).
 */
export function readCdiVersion(
  header: string | undefined,
  min: string | null,
  max: string,
): string {
  if (header === undefined) return max;
  if (!/^[0-9]+(\.[0-9]+)*$/.test(header)) refuse(400, "cdi-version header is invalid");
  if (!atLeast(max, header)) refuse(400, `cdi-version ${header} not supported`);
  if (min !== null && !atLeast(header, min))
    refuse(400, `cdi-version ${header} is lower than the minimum allowed version ${min}`);
  return header;
}
