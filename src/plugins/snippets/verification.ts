import type { Verification } from "../../../results/verification.ts";
import type { Cell } from "../../../results/versions.ts";
import type { Framework } from "../../../snippets/frameworks.ts";

export interface Proof {
  state: "verified" | "failed" | "changed" | "unverified";
  /** How many scenarios have run this file: those of its capability, else all of the framework's, as all of them start the app. */
  scenarios: number;
  /** `express 5.3.0`, in the order of the registry; empty unless verified. */
  versions: string[];
}

/**
 * What may be said about a file in the state that is shown.
 * @param file relative to the framework's folder
 * @param fileHash of the whole file as it is now
 */
export function proofOf(
  file: string,
  fileHash: string,
  framework: Framework | undefined,
  verification: Verification | undefined,
): Proof {
  const verifiedHash = verification?.files[file];
  if (!verification || verifiedHash === undefined)
    return { state: "unverified", scenarios: 0, versions: [] };
  const versions = (framework?.packages ?? Object.keys(verification.versions)).flatMap(
    (name) => {
      const version = verification.versions[name];
      return version === undefined ? [] : [`${name} ${version}`];
    },
  );
  const all = Object.values(verification.scenarios);
  const capabilities = Object.entries(framework?.capabilities ?? {})
    .filter(([, path]) => path === file)
    .map(([capability]) => capability);
  const own = all.filter(({ capability }) => capabilities.includes(capability));
  const ran = own.length > 0 ? own : all;
  if (verifiedHash !== fileHash) return { state: "changed", scenarios: ran.length, versions };
  const failed = ran.filter(({ outcome }) => outcome !== "passed").length;
  return failed > 0
    ? { state: "failed", scenarios: failed, versions }
    : { state: "verified", scenarios: ran.length, versions };
}

/**
 * The same of a file for an older release, from the newest release that it ran with.
 * @param file relative to its folder
 */
export function proofOfOlder(
  file: string,
  fileHash: string,
  framework: string,
  folder: string,
  cells: readonly Cell[],
): Proof {
  const cell = cells.find((each) => each.framework === framework && each.variant === folder);
  const ranHash = cell?.files?.[file];
  if (!cell || ranHash === undefined)
    return { state: "unverified", scenarios: 0, versions: [] };
  const { scenarios, failed, outcome } = cell;
  const versions = [`${cell.package} ${cell.release}`];
  if (ranHash !== fileHash) return { state: "changed", scenarios, versions };
  return outcome === "passed"
    ? { state: "verified", scenarios, versions }
    : { state: "failed", scenarios: failed.length, versions };
}
