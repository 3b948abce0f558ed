import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";
import type { Verification } from "../../../tests/contract/verification.ts";
import { registryItems } from "./items.ts";

/** Publishes the snippets as a shadcn registry: /r/<name>.json for each item, /r/registry.json for the list of them. */
export function registry({ siteDir, siteConfig }: LoadContext): Plugin {
  return {
    name: "registry",
    async postBuild({ outDir }) {
      const text = await readFile(join(siteDir, "snippets/verification.json"), "utf8");
      const verification = JSON.parse(text) as Record<string, Verification>;
      const items = registryItems(
        siteDir,
        Object.fromEntries(
          Object.entries(verification).map(([id, { files }]) => [id, Object.keys(files)]),
        ),
      );
      const folder = join(outDir, "r");
      await mkdir(folder, { recursive: true });
      for (const item of items)
        await writeFile(join(folder, `${item.name}.json`), JSON.stringify(item, null, 2));
      const list = items.map(({ $schema, files, ...rest }) => ({
        ...rest,
        files: files.map(({ content, ...file }) => file),
      }));
      await writeFile(
        join(folder, "registry.json"),
        JSON.stringify({
          $schema: "https://ui.shadcn.com/schema/registry.json",
          name: "supertokens-ssr",
          homepage: siteConfig.url,
          items: list,
        }),
      );
    },
  };
}
