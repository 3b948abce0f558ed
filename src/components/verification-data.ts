import { usePluginData } from "@docusaurus/useGlobalData";
import type { Line } from "@site/results/versions.ts";
import type {
  VerificationData,
  VerifiedFramework,
} from "@site/src/plugins/verification-data/index.ts";
import type { ScenarioFacts } from "@site/src/plugins/verification-data/results.ts";

/** What `results/verification.json` says about a framework; undefined if it has not been verified. */
export function useVerification(framework: string): VerifiedFramework | undefined {
  return useData().frameworks[framework];
}

/** The same for all frameworks that have been verified, by their id. */
export function useVerifications(): Readonly<Record<string, VerifiedFramework>> {
  return useData().frameworks;
}

/** How many scenarios a framework has, and how many passed; without an id, those of all frameworks. */
export function useCount(framework?: string): { passed: number; scenarios: number } {
  const { frameworks } = useData();
  const counted = framework === undefined ? Object.values(frameworks) : [frameworks[framework]];
  const outcomes = counted.flatMap((verified) =>
    Object.values(verified?.scenarios ?? {}).map(({ outcome }) => outcome),
  );
  return {
    passed: outcomes.filter((outcome) => outcome === "passed").length,
    scenarios: outcomes.length,
  };
}

/** What every framework has in common about a scenario, by its id. */
export function useScenarios(): Readonly<Record<string, ScenarioFacts>> {
  return useData().scenarios;
}

/** The sentence of a scenario as a framework has it: servers and front ends may tell the same one in other words. */
export function useTitle(framework: string, scenario: string): string | undefined {
  return useData().frameworks[framework]?.scenarios[scenario]?.title;
}

/** The releases that were tried with a framework, by package. */
export function useReleases(framework: string): Readonly<Record<string, readonly Line[]>> {
  return useData().releases[framework] ?? {};
}

function useData(): VerificationData {
  return usePluginData("verification-data") as VerificationData;
}
