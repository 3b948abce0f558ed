import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Recording } from "../../../tests/contract/recording.ts";
import type { Verification } from "../../../tests/contract/verification.ts";
import type { ScenarioFacts } from "./index.ts";

/** What the runs leave behind in the repository. */
export interface Results {
  /** `snippets/verification.json`. */
  verification: Record<string, Verification>;
  /** Framework id to its recordings, by scenario id. */
  recordings: Record<string, Record<string, Recording>>;
  /** What every framework has in common about a scenario, by its id. */
  facts: Record<string, ScenarioFacts>;
}

const recordingsFolder = "tests/contract/recordings";
const scenariosFolder = "tests/contract/scenarios";
const verificationFile = "snippets/verification.json";

/** Reads the results of the last runs. Throws where a file is not what the contract writes, and in a production build where there is none. */
export async function readResults(siteDir: string): Promise<Results> {
  const recordings = await readRecordings(siteDir);
  const verification = await readJson(join(siteDir, verificationFile));
  const production = process.env.NODE_ENV === "production";
  if (production && (verification === undefined || Object.keys(recordings).length === 0)) {
    throw new Error(
      `${verificationFile} or ${recordingsFolder} is missing: run npm run verify`,
    );
  }
  const verified = (verification ?? {}) as Results["verification"];
  return { recordings, verification: verified, facts: await readFacts(siteDir, verified) };
}

async function readFacts(
  siteDir: string,
  verification: Results["verification"],
): Promise<Results["facts"]> {
  const facts: Results["facts"] = {};
  for (const { scenarios } of Object.values(verification)) {
    for (const [id, { title, capability, source = scenariosFolder }] of Object.entries(
      scenarios,
    )) {
      facts[id] ??= { title, capability, source };
    }
  }
  const byTitle = new Map(Object.values(facts).map((fact) => [fact.title, fact]));
  for (const file of await filesIn(join(siteDir, scenariosFolder))) {
    const lines = (await readFile(join(siteDir, scenariosFolder, file), "utf8")).split("\n");
    for (const [index, line] of lines.entries()) {
      const fact = byTitle.get(/"([^"]+)"/.exec(line)?.[1] ?? "");
      if (fact?.source === scenariosFolder)
        fact.source = `${scenariosFolder}/${file}#L${index + 1}`;
    }
  }
  return facts;
}

async function readRecordings(siteDir: string): Promise<Results["recordings"]> {
  const recordings: Results["recordings"] = {};
  for (const file of await filesIn(join(siteDir, recordingsFolder))) {
    const [framework, name] = file.split("/");
    if (!framework || !name?.endsWith(".json")) continue;
    const path = join(siteDir, recordingsFolder, file);
    const recording = await readJson(path);
    if (!isRecording(recording) || `${recording.scenario}.json` !== name) {
      throw new Error(
        `${relative(siteDir, path)} is not the recording of "${name.slice(0, -5)}": run npm run verify -- ${framework}`,
      );
    }
    recordings[framework] ??= {};
    recordings[framework][recording.scenario] = recording;
  }
  return recordings;
}

/** The files below a folder, sorted, with forward slashes; none where the folder is not there. */
async function filesIn(folder: string): Promise<string[]> {
  try {
    const files = await readdir(folder, { recursive: true });
    return files.map((file) => file.replaceAll("\\", "/")).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** A file's JSON; undefined where the file is not there. */
async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new Error(`${path} is not JSON: ${String(error)}`);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function isRecording(value: unknown): value is Recording {
  return (
    typeof value === "object" &&
    value !== null &&
    "scenario" in value &&
    "title" in value &&
    "exchanges" in value &&
    Array.isArray(value.exchanges)
  );
}
