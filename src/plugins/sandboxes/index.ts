import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";
import {
  checkRegistry,
  compose,
  payloadBytes,
  sandboxIds,
} from "../../../sandboxes/compose.ts";
import { findFramework, type Language } from "../../../snippets/frameworks.ts";
import { zip } from "./zip.ts";

/** What a page says of a sandbox. */
export interface SandboxFacts {
  label: string;
  kind: "stackblitz" | "local";
  /** What it is written in: what StackBlitz would need to run it. */
  language: Language;
  /** The folder in the zip. */
  folder: string;
  /** Bytes of the JSON and of the zip. */
  payloadBytes: number;
  zipBytes: number;
}

/** By framework id. */
export type Sandboxes = Record<string, SandboxFacts>;

/**
 * Publishes every sandbox as /sandboxes/<id>.json, for StackBlitz, and /sandboxes/<id>.zip, for a reader's own machine.
 * Throws if the registry and the folders do not agree (in a production build) or a sandbox cannot be composed.
 */
export function sandboxesPlugin({
  siteDir,
  generatedFilesDir,
  baseUrl,
}: LoadContext): Plugin<unknown> {
  const published = join(generatedFilesDir, "sandboxes-published");
  return {
    name: "sandboxes",

    getPathsToWatch: () =>
      [
        "sandboxes/*/*.*",
        "sandboxes/lab/**/*.*",
        "sandboxes/runtimes/**/*",
        "snippets/*/*.*",
        "snippets/web-js/script-tags/*.*",
      ].map((pattern) => join(siteDir, pattern)),

    async loadContent() {
      if (process.env.NODE_ENV === "production") checkRegistry();
      await rm(published, { recursive: true, force: true });
      await mkdir(published, { recursive: true });
      const sandboxes: Sandboxes = {};
      for (const id of sandboxIds()) sandboxes[id] = await publish(id, published);
      return sandboxes;
    },

    async contentLoaded({ content, actions }) {
      actions.setGlobalData(content);
    },

    configureWebpack() {
      // Docusaurus passes this on to its development server; its types do not include it.
      const config = {
        mergeStrategy: {},
        devServer: { static: [{ publicPath: `${baseUrl}sandboxes`, directory: published }] },
      };
      return config;
    },

    async postBuild({ outDir }) {
      await cp(published, join(outDir, "sandboxes"), { recursive: true });
    },
  };
}

async function publish(id: string, folder: string): Promise<SandboxFacts> {
  const payload = await compose(id);
  const framework = findFramework(id);
  const name = `supertokens-ssr-${id}`;
  const archive = zip(payload, name);
  await writeFile(join(folder, `${id}.json`), JSON.stringify(payload));
  await writeFile(join(folder, `${id}.zip`), archive);
  return {
    label: framework?.label ?? id,
    kind: framework?.sandbox?.kind ?? "local",
    language: framework?.language ?? "typescript",
    folder: name,
    payloadBytes: payloadBytes(payload),
    zipBytes: archive.length,
  };
}
