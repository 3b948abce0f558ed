import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readAllRuns, runsFolder } from "../../../results/run-files.ts";
import type { Run } from "../../../results/runs.ts";
import {
  readVerification,
  type Verification,
  verificationFile,
} from "../../../results/verification.ts";

export interface ScenarioFacts {
  /** The sentence. */
  title: string;
  capability: string;
  /** Where the test is: "path#Lline", or the path alone. */
  source: string;
}

/** What the runs leave behind in the repository. */
export interface Results {
  /** By framework id. */
  verification: Record<string, Verification>;
  /** By scenario id. */
  runs: Map<string, Run[]>;
  /** What every framework has in common about a scenario, by its id. */
  facts: Record<string, ScenarioFacts>;
}

/** Where the scenarios of the contract are written down: a page about one links the line that names it. */
export const scenariosFolder = "tests/contract/scenarios";

/** Reads the results of the last runs. Throws if a file is not what they write, and in a production build if there is none. */
export function readResults(siteDir: string): Results {
  const runs = readAllRuns(siteDir);
  const verification = readVerification(siteDir);
  const missing = runs.size === 0 || Object.keys(verification).length === 0;
  if (missing && process.env.NODE_ENV === "production")
    throw new Error(`${verificationFile} or ${runsFolder} is missing: run npm run verify`);
  return { runs, verification, facts: readFacts(siteDir, verification) };
}

function readFacts(siteDir: string, verification: Results["verification"]): Results["facts"] {
  const facts: Results["facts"] = {};
  for (const { scenarios } of Object.values(verification)) {
    for (const [id, { title, capability, source = scenariosFolder }] of Object.entries(
      scenarios,
    )) {
      facts[id] ??= { title, capability, source };
    }
  }
  const byTitle = new Map(Object.values(facts).map((fact) => [fact.title, fact]));
  for (const file of globSync("*.ts", { cwd: join(siteDir, scenariosFolder) })) {
    const lines = readFileSync(join(siteDir, scenariosFolder, file), "utf8").split("\n");
    for (const [index, line] of lines.entries()) {
      const fact = byTitle.get(/"([^"]+)"/.exec(line)?.[1] ?? "");
      if (fact?.source === scenariosFolder)
        fact.source = `${scenariosFolder}/${file}#L${index + 1}`;
    }
  }
  return facts;
}
