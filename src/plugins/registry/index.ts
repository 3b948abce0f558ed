import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";
import { readVerification } from "../../../results/verification.ts";
import { registryItems } from "./items.ts";

/** Publishes the snippets as a shadcn registry: /r/<name>.json for each item, /r/registry.json for the list of them. */
export function registry({ siteDir, siteConfig }: LoadContext): Plugin {
  return {
    name: "registry",
    async postBuild({ outDir }) {
      const verification = readVerification(siteDir);
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
