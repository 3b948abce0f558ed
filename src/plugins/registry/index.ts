import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";
import { readVerification } from "../../../results/verification.ts";
import { copiesOf, fileSets, zippedCopies } from "./file-sets.ts";
import { registryItems } from "./items.ts";
import { installCommands } from "./packages.ts";

/** What pages say of a set of files. */
export interface SetFacts {
  name: string;
  /** Next to the framework's name; empty if the framework has only one set. */
  label: string;
  /** Command lines by tool. */
  install: Record<string, string[]>;
  /** Whether `npx shadcn add` takes it: the command is for projects with npm packages. */
  inRegistry: boolean;
}

/** By framework id. */
export type Sets = Record<string, SetFacts[]>;

/**
 * Publishes the snippets as a shadcn registry: /r/<name>.json for each item, /r/registry.json for the list of them; and each set of
 * files as /files/<name>.txt, to be copied, and /files/<name>.zip.
 */
export function registry({
  siteDir,
  siteConfig,
  generatedFilesDir,
}: LoadContext): Plugin<unknown> {
  const published = join(generatedFilesDir, "registry-published");
  return {
    name: "registry",

    async loadContent() {
      const sets = fileSets(
        siteDir,
        Object.fromEntries(
          Object.entries(readVerification(siteDir)).map(([id, { files }]) => [
            id,
            Object.keys(files),
          ]),
        ),
      );
      const items = registryItems(siteDir, sets);
      await rm(published, { recursive: true, force: true });
      await mkdir(join(published, "r"), { recursive: true });
      await mkdir(join(published, "files"));
      const write = (name: string, data: string | Uint8Array) =>
        writeFile(join(published, name), data);
      for (const item of items)
        await write(`r/${item.name}.json`, JSON.stringify(item, null, 2));
      const list = items.map(({ $schema, files, ...rest }) => ({
        ...rest,
        files: files.map(({ content, ...file }) => file),
      }));
      await write(
        "r/registry.json",
        JSON.stringify({
          $schema: "https://ui.shadcn.com/schema/registry.json",
          name: "supertokens-ssr",
          homepage: siteConfig.url,
          items: list,
        }),
      );
      for (const set of sets) {
        const { name } = set;
        const copies = copiesOf(siteDir, set);
        const text = [...copies].map(([path, text]) => `==> ${path} <==\n${text}`).join("\n");
        await write(`files/${name}.txt`, text);
        await write(`files/${name}.zip`, zippedCopies(siteDir, set));
      }
      const facts: Sets = Object.fromEntries(
        [...Map.groupBy(sets, ({ framework }) => framework.id)].map(([id, own]) => [
          id,
          own.map((set) => ({
            name: set.name,
            label: set.label,
            install: installCommands(siteDir, set),
            inRegistry: items.some(({ name }) => name === set.name),
          })),
        ]),
      );
      return facts;
    },

    async contentLoaded({ content, actions }) {
      actions.setGlobalData(content);
    },

    async postBuild({ outDir }) {
      await cp(published, outDir, { recursive: true });
    },
  };
}
