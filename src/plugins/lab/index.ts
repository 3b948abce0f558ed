import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { LoadContext, Plugin } from "@docusaurus/types";
import type { Scenario } from "../../../contract/scenario.ts";
import { readRuns } from "../../../results/run-files.ts";
import { exchangesOf } from "../../../results/runs.ts";
import type { EditableFile, LabFiles } from "../../components/Lab/files.ts";
import type { Replay } from "../../lab/protocol.ts";
import { whyNotHere } from "../../lab/runs-here.ts";
import { toJavaScript } from "../snippets/javascript.ts";
import { bundleLab, type Entry, entries } from "./bundles.ts";
import { editable } from "./engine-files.ts";

/** What pages know of the lab. */
export interface LabData {
  files: LabFiles;
  /** By scenario id: why the lab cannot run it, or null where it can. Those that Hono does not run are left out. */
  scenarios: Record<string, string | null>;
}

/** The framework whose guide the lab runs. */
const framework = "hono";

/** Publishes the lab's scripts and styles, the code that it lets a reader edit, and each scenario with its recording. */
export function labPlugin({
  siteDir,
  generatedFilesDir,
  baseUrl,
}: LoadContext): Plugin<LabData> {
  const published = join(generatedFilesDir, "lab-published");
  return {
    name: "lab",

    getPathsToWatch: () =>
      [
        ...["src/lab/**/*.ts", "src/components/Lab/**/*.{ts,css}", "snippets/hono/*.ts"],
        ...["mock-core/src/*.ts", "contract/*.ts", "tests/contract/scenarios/*.ts"],
      ].map((pattern) => join(siteDir, pattern)),

    async loadContent() {
      await rm(published, { recursive: true, force: true });
      await mkdir(join(published, "assets"), { recursive: true });
      await mkdir(join(published, "lab/scenarios"), { recursive: true });
      const names = Object.keys(entries) as Entry[];
      const written = await Promise.all(
        names.map(async (entry) => {
          const { name, text } = await bundleLab(siteDir, entry);
          await writeFile(join(published, "assets", name), text);
          return [entry, `${baseUrl}assets/${name}`] as const;
        }),
      );
      await writeFile(
        join(published, "lab/code.json"),
        JSON.stringify(await editableFiles(siteDir)),
      );
      const urls = Object.fromEntries(written) as Record<Entry, string>;
      return {
        files: { ...urls, code: `${baseUrl}lab/code.json` },
        scenarios: await writeScenarios(siteDir, join(published, "lab/scenarios")),
      };
    },

    async contentLoaded({ content, actions }) {
      actions.setGlobalData(content);
    },

    configureWebpack() {
      // Docusaurus hands this on to its development server; its types do not list it.
      const config = {
        mergeStrategy: {},
        devServer: { static: [{ publicPath: baseUrl, directory: published }] },
      };
      return config;
    },

    async postBuild({ outDir }) {
      await cp(published, outDir, { recursive: true });
    },
  };
}

/** The editable files as JavaScript: what the lab's interpreter runs. */
export async function editableFiles(siteDir: string): Promise<EditableFile[]> {
  const names = Object.keys(editable);
  const texts = await Promise.all(
    names.map((file) => readFile(join(siteDir, "snippets/hono", file), "utf8")),
  );
  const scripts = toJavaScript(
    Object.fromEntries(names.map((file, index) => [file, texts[index] ?? ""])),
  );
  return Object.entries(editable).map(([file, path]) => ({
    file,
    path,
    code: scripts[file] ?? "",
  }));
}

/** Writes each scenario that the framework has run, with the recording, to a file of its own. */
async function writeScenarios(siteDir: string, folder: string): Promise<LabData["scenarios"]> {
  // Data, read where it is written down: no page is made of a test's code.
  const file = pathToFileURL(join(siteDir, "tests/contract/scenarios/index.ts")).href;
  const { scenarios } = (await import(file)) as { scenarios: readonly Scenario[] };
  const facts: LabData["scenarios"] = {};
  for (const scenario of scenarios) {
    const recorded = exchangesOf(readRuns(scenario.id, siteDir), framework);
    if (!recorded) continue;
    const cannot = whyNotHere(scenario);
    facts[scenario.id] = cannot ?? null;
    if (cannot) continue;
    const replay: Replay = { scenario, recorded };
    await writeFile(join(folder, `${scenario.id}.json`), JSON.stringify(replay));
  }
  return facts;
}
